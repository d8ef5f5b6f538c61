import assert from 'node:assert/strict';
import { test } from 'node:test';

import { KeptIndex } from '../../../../src/editor/placements/keptIndex.ts';

test('the paths of a commit are listed once, and again where they could not be told', async () => {
  const kept = new KeptIndex();
  const asked: string[] = [];
  const find = async (commit: string, ...paths: readonly string[]) => {
    const list = () => Promise.resolve((asked.push(commit), paths));
    return (await kept.of(commit, list)).find('a.ts');
  };
  assert.equal(await find('one'), undefined, 'git failed');
  assert.equal(await find('one', 'src/a.ts'), 'src/a.ts');
  assert.equal(await find('one', 'other/a.ts'), 'src/a.ts');
  assert.equal(await find('two', 'other/a.ts'), 'other/a.ts');
  assert.deepEqual(asked, ['one', 'one', 'two']);
});
