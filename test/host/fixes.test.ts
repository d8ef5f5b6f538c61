// Remediations are applied: shown first, carried over to the present text, taken back by one undo.
import assert from 'node:assert/strict';
import { finding } from './support/extension.ts';
import { until } from './support/until.ts';
import './fixes/single.ts';
import './fixes/several.ts';

before(async () => {
  await until(async () => assert.equal((await finding('Flaw clean')).placement, 'exact'), 18_000);
});
