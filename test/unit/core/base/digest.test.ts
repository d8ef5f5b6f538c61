import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { digest } from '../../../../src/core/base/digest.ts';

test('the same as any other SHA-1 of the text in UTF-8, whatever was digested before', () => {
  const texts = [
    '',
    'abc',
    'ä€😀',
    '\ud800 half',
    ...[55, 56, 63, 64, 65, 2730, 2731, 20_000].map((n) => '€'.repeat(n)),
  ];
  for (const text of [...texts, ...texts.toReversed()])
    assert.equal(digest(text), createHash('sha1').update(text, 'utf8').digest('hex'), text.slice(0, 20));
});
