import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { diffBlock } from '../../../../../src/core/view/details/diffBlock.ts';
import { wordsOf } from '../detailsFixture.ts';

const block = (diff: string) => diffBlock(Buffer.from(diff).toString('base64'), 'Suggested change');

describe('the diff of a remediation', () => {
  it('knows added and removed lines, whatever they begin with', () => {
    const diff = [
      '--- a/x',
      '+++ b/x',
      '@@ -1,3 +1,3 @@ f',
      ' a',
      '--- b',
      '+++ c',
      ' d',
      '\\ No newline',
      '--- a/y',
      '',
    ].join('\n');
    const shown = block(diff);
    assert.deepEqual(shown.kind === 'diff' && shown.lines.map(({ kind }) => kind), [
      'file',
      'file',
      'hunk',
      'context',
      'removed',
      'added',
      'context',
      'file',
      'file',
    ]);
  });

  it('is text in UTF-8', () => {
    assert.equal(wordsOf([block('@@ -1 +1 @@\n-é\n+→')]), '@@ -1 +1 @@\n-é\n+→');
  });

  it('says when it cannot be read', () => {
    const because = 'Suggested change. Its diff cannot be read: it is not text in base64.';
    assert.equal(wordsOf([diffBlock('%%%', 'Suggested change')]), because);
    assert.equal(wordsOf([diffBlock('/////w==', 'Suggested change')]), because);
    assert.equal(wordsOf([block('\n')]), 'Suggested change. Its diff is empty.');
  });

  it('is bounded', () => {
    assert.match(wordsOf([block('x'.repeat(600_000))]), /too large to be shown \(781 kB\)/);
    assert.match(wordsOf([block('+x\n'.repeat(700))]), /… 200 more lines not shown$/);
    assert.ok(wordsOf([block('x'.repeat(100_000))]).length < 500);
  });
});
