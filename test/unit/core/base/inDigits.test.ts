import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inDigits } from '../../../../src/core/base/inDigits.ts';

test('numbers are written as in English, wherever this runs', () => {
  assert.deepEqual([0, 7, 999, 1000, 12_345, 1_234_567].map(inDigits), [
    '0',
    '7',
    '999',
    '1,000',
    '12,345',
    '1,234,567',
  ]);
});
