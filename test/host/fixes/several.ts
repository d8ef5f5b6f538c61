import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Controls } from '../fixes.setup.ts';
import { fileUri, lightBulb, open } from '../support/editor.ts';
import { keyOf, run } from '../support/extension.ts';
import { outside } from '../support/outside.ts';
import { code, files, fixed } from '../support/setup/fixCode.ts';
import { until } from '../support/until.ts';
import { confirm, hasText, review, reviewOf, reviewTab, shown, textOf, waits } from './reviewing.ts';

const outer = outside<Controls>();

/** What the light bulb offers for the three flaws of a file; their one lens has no room for each one's state. */
async function allFixes(file: string): Promise<vscode.CodeAction | undefined> {
  const bulb = await lightBulb(file, 5);
  return bulb.find(({ title }) => title === 'Apply all 3 fixes in this file…');
}

describe('A fix of several files', () => {
  it('creates, deletes, renames and changes modes at once, and one undo takes all of it back', async () => {
    await review('Flaw multi');
    assert.equal(await outer.read('src/new/made.py'), null);
    await confirm();
    await until(async () => {
      assert.equal(await outer.read('src/new/made.py'), 'made()\n');
      assert.equal(await outer.read('src/gone.py'), null);
      assert.equal(await outer.read('src/old_name.py'), null);
      assert.equal(await outer.isExecutable('run.sh'), true);
    });
    await hasText('src/multi.py', fixed('multi'));
    await hasText('src/new_name.py', fixed('old_name'));
    await waits('src/multi.py');
    await open('src/multi.py');
    await vscode.commands.executeCommand('undo');
    await until(async () => {
      assert.equal(await outer.read('src/new/made.py'), null);
      assert.equal(await outer.read('src/gone.py'), 'gone()\n');
      assert.equal(await outer.read('src/new_name.py'), null);
      assert.equal(await outer.isExecutable('run.sh'), false);
    });
    await hasText('src/multi.py', code('multi'));
    await hasText('src/old_name.py', code('old_name'));
    await waits('src/multi.py', false);
  });

  it('is taken back in all of them by one undo', async () => {
    await review('Flaw two');
    await confirm();
    await hasText('two/a.py', fixed('a'));
    await hasText('two/b.py', fixed('b'));
    await waits('two/a.py');
    await vscode.commands.executeCommand('undo');
    await hasText('two/a.py', code('a'));
    await hasText('two/b.py', code('b'));
    await waits('two/a.py', false);
  });

  it('is taken back whole by the button of its notification', async () => {
    // What earlier tests have left could be pressed as well, or be unsaved.
    await vscode.commands.executeCommand('notifications.clearAll');
    for (const document of vscode.workspace.textDocuments) if (document.isDirty) await document.save();
    await review('Flaw two');
    await confirm();
    await hasText('two/a.py', fixed('a'));
    await hasText('two/b.py', fixed('b'));
    await until(async () => assert.equal(await outer.read('two/a.py'), fixed('a')));
    await waits('two/a.py');
    await until(async () => {
      await vscode.commands.executeCommand('notification.acceptPrimaryAction');
      assert.equal(await textOf('two/a.py'), code('a'));
    });
    await hasText('two/b.py', code('b'));
    await waits('two/a.py', false);
    await until(async () => assert.equal(await outer.read('two/a.py'), code('a'), 'saved, as the fix was'));
  });
});

describe('A fix of several findings', () => {
  it('says so, and all of them wait for the pipeline', async () => {
    const tab = await review('Several one');
    assert.equal(tab.label, 'Fix of 2 findings: several.py');
    await confirm();
    await hasText('src/several.py', fixed('several'));
    await until(async () => {
      const bulb = await lightBulb('src/several.py', 5);
      assert.ok(bulb.length > 0);
      assert.ok(!bulb.some(({ title }) => title.startsWith('Apply fix')));
    });
  });
});

describe('All fixes of a file', () => {
  it('are offered by the light bulb, and are one change', async () => {
    const all = await until(async () => (await allFixes('src/all.py')) ?? assert.fail());
    assert.equal(all.isPreferred ?? false, false);
    const tab = await reviewOf('applyAllRemediations', fileUri('src/all.py'));
    assert.equal(tab.label, 'Fix of 3 findings: all.py');
    const [, after] = await shown(tab);
    await confirm();
    await hasText('src/all.py', after);
    assert.deepEqual(
      after.split('\n').filter((line) => line.startsWith('fixed_')),
      ['fixed_2()', 'fixed_6()', 'fixed_10()'],
    );
    await open('src/all.py');
    await vscode.commands.executeCommand('undo');
    await hasText('src/all.py', files['src/all.py'] ?? '');
    await until(async () => assert.ok(await allFixes('src/all.py')));
  });

  it('are those of the selection where there is one', async () => {
    const editor = await open('src/clean.py');
    await vscode.window.showTextDocument(editor.document);
    const all = await open('src/all.py');
    // All three findings stand on line 6.
    all.selection = new vscode.Selection(0, 0, 2, 0);
    await run('applyAllRemediations');
    assert.equal(reviewTab()?.label, undefined);
    all.selection = new vscode.Selection(4, 0, 6, 0);
    assert.equal((await reviewOf('applyAllRemediations')).label, 'Fix of 3 findings: all.py');
    await run('cancelFix');
    await until(() => assert.equal(reviewTab()?.label, undefined));
  });

  it('stop whole at the first that does not go together with the others', async () => {
    await run('applyAllRemediations', fileUri('src/clash.py'));
    assert.equal(reviewTab()?.label, undefined);
    assert.equal(await textOf('src/clash.py'), code('clash'));
    await waits('src/clash.py', false);
  });
});

describe('A fix that leads out of the repository', () => {
  for (const title of ['Through a link', 'Into git', 'Out of it'])
    it(`is refused: ${title}`, async () => {
      await run('applyRemediation', await keyOf(title));
      assert.equal(reviewTab()?.label, undefined);
      for (const path of ['../outside/made.txt', '.git/hooks/post-checkout'])
        assert.equal(await outer.read(path), null);
    });
});

describe('The next pipeline', () => {
  it('has the last word', async () => {
    for (const name of ['later', 'still']) {
      await review(`Flaw ${name}`);
      await confirm();
      await waits(`src/${name}.py`);
    }
    await outer.scan(['Flaw later']);
    await run('refresh');
    await until(async () => assert.rejects(keyOf('Flaw later')));
    // It is found still, so the fix did not help, and may be tried again.
    await waits('src/still.py', false);
    const bulb = await lightBulb('src/still.py', 5);
    assert.ok(bulb.some(({ title }) => title.startsWith('Apply fix')));
  });
});
