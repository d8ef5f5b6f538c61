import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { locateInJson } from '../../../../src/core/report/locateInJson.ts';

describe('locateInJson', () => {
  it('finds values by pointer, one-based, in any line ending', () => {
    const text = '{\r\n  "a": [1, {"b/c~d": "x"}],\n  "": true\r}';
    assert.deepEqual(
      [...locateInJson(text, ['', '/a', '/a/1', '/a/1/b~1c~0d', '/', '/nowhere']).positions],
      [
        ['', { line: 1, column: 1 }],
        ['/a', { line: 2, column: 8 }],
        ['/a/1', { line: 2, column: 12 }],
        ['/a/1/b~1c~0d', { line: 2, column: 22 }],
        ['/', { line: 3, column: 7 }],
      ],
    );
  });

  it('accepts all that JSON.parse accepts, and finds the flaw in what it does not', () => {
    fc.assert(
      fc.property(fc.json(), (json) => assert.equal(locateInJson(json, []).error, undefined)),
      { numRuns: 300 },
    );
    for (const text of [
      '{"a" 1}',
      '[1 2]',
      '{a:1}',
      '[,]',
      '{"a":}',
      '1 2',
      '["\t"]',
      '["\\x"]',
      '[01]',
      '[.5]',
      '[NaN]',
      ']',
      '',
    ]) {
      assert.throws(() => JSON.parse(text) as unknown);
      assert.notEqual(locateInJson(text, []).error, undefined, text);
    }
  });

  it('stops at the first place that is wrong', () => {
    assert.deepEqual(locateInJson('{\n "a": 1\n "b": 2\n}', []).error, { line: 3, column: 2, atEnd: false });
  });
});
