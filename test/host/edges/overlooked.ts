import assert from 'node:assert/strict';
import type { Controls } from '../edges.setup.ts';
import { repository } from '../support/git.ts';
import { outside } from '../support/outside.ts';
import { isAt, placeOf } from '../support/places.ts';
import { edgeCode, oddName } from '../support/setup/edgeCode.ts';
import { until } from '../support/until.ts';

const outer = outside<Controls>();

async function gitLooks(): Promise<void> {
  await (await repository('/edges')).status();
}

describe('Files whose changes git does not tell of', () => {
  let folder = '';
  before(async () => {
    folder = await outer.folder('edges');
    await until(async () => assert.equal(await placeOf('Plain'), 'exact src/app.py:3'));
  });

  it('told not to look at are compared all the same', async () => {
    for (const flag of ['assume-unchanged', 'skip-worktree']) {
      await outer.git('edges', 'update-index', `--${flag}`, 'src/skipped.py');
      await outer.write('edges', 'src/skipped.py', `# New.\n${edgeCode('skipped')}`);
      await gitLooks();
      await isAt('Skipped', 'moved src/skipped.py:4', folder);
      await outer.git('edges', 'update-index', `--no-${flag}`, 'src/skipped.py');
      await outer.git('edges', 'checkout', '--', 'src/skipped.py');
      await gitLooks();
      await isAt('Skipped', 'exact src/skipped.py:3', folder);
    }
  });

  it('behind a link are compared with what the link led to', async () => {
    await outer.write('edges', 'src/target.py', `# New.\n${edgeCode('target')}`);
    await gitLooks();
    await until(async () => assert.equal(await placeOf('Linked file'), 'moved link.py:4'));
    await until(async () => assert.equal(await placeOf('Linked folder'), 'moved linked/target.py:4'));
    await outer.git('edges', 'checkout', '--', 'src/target.py');
    await gitLooks();
    await until(async () => assert.equal(await placeOf('Linked file'), 'exact link.py:3'));
    await until(async () => assert.equal(await placeOf('Linked folder'), 'exact linked/target.py:3'));
  });

  it('that no commit has are not claimed to be what was scanned', async () => {
    await outer.write('edges', 'generated/out.js', 'one\ntwo\nthree\n');
    await gitLooks();
    await until(async () => assert.equal(await placeOf('Generated'), 'changed generated/out.js:3'));
    await outer.remove('edges', 'generated');
    await gitLooks();
    await until(async () => assert.equal(await placeOf('Generated'), 'gone generated/out.js'));
  });

  it('in a submodule that git is told to ignore are not claimed to be what was scanned', async () => {
    await outer.write('edges', 'lib/native.c', `# New.\n${edgeCode('native')}`);
    await gitLooks();
    await until(async () => assert.equal(await placeOf('In submodule'), 'changed lib/native.c:3'));
    await outer.git('edges/lib', 'checkout', '--', 'native.c');
    await gitLooks();
    await until(async () => assert.equal(await placeOf('In submodule'), 'exact lib/native.c:3'));
  });

  it('with odd names follow as any other', async () => {
    await outer.write('edges', oddName, `# New.\n${edgeCode('odd')}`);
    await gitLooks();
    await isAt('Odd name', `moved ${oddName}:4`, folder);
    await outer.git('edges', 'mv', oddName, 'odd names/100% [é]#.py');
    await gitLooks();
    await isAt('Odd name', 'moved odd names/100% [é]#.py:4', folder);
    await outer.git('edges', 'reset', '--quiet', '--hard');
    await gitLooks();
    await isAt('Odd name', `exact ${oddName}:3`, folder);
  });

  it('renamed while another one takes their name', async () => {
    await outer.git('edges', 'mv', 'src/reborn.py', 'src/body.py');
    await outer.write('edges', 'src/reborn.py', 'from body import *\n');
    await gitLooks();
    await isAt('Reborn', 'moved src/body.py:3', folder);
    await outer.git('edges', 'reset', '--quiet', '--hard');
    await gitLooks();
    await isAt('Reborn', 'exact src/reborn.py:3', folder);
  });
});
