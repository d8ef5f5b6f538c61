// SECURITY.md says of each attack which test proves that it is stopped: that such a test is there is proved here.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { targets } from '../fuzz/targets.ts';

interface Row {
  readonly path: string;
  readonly stops: string;
  readonly proof: string;
}

const rows: readonly Row[] = readFileSync('SECURITY.md', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .slice(2)
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, , , path = '', stops = '', proof = '']) => ({ path, stops, proof }));

const codeOf = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
const isThere = (names: readonly string[]) => names.some((name) => existsSync(name));

test('every attack has a test', () => {
  assert.ok(rows.length >= 20);
  for (const { path, proof } of rows) assert.ok(codeOf(proof).length > 0, path);
});

test('every test that is named is there, and so is every target of the fuzzing', () => {
  const isTarget = (name: string) =>
    targets.some((target) => new RegExp(`^${name.replace('*', '\\w+')}$`).test(target.name));
  for (const { proof } of rows)
    for (const name of codeOf(proof)) {
      const from = name.startsWith('test/') ? name : `test/${name}`;
      const isFile = isThere([from, `${from}.ts`, `${from}.test.ts`]);
      assert.ok(isFile || isTarget(name), `${name} is neither a test nor a target`);
    }
});

test('every file that is said to stop something is there', () => {
  let seen = 0;
  for (const { stops } of rows)
    for (const name of codeOf(stops).filter((code) => /^(core|editor|gitlab)\//.test(code))) {
      assert.ok(isThere([`src/${name}`, `src/${name}.ts`]), name);
      seen += 1;
    }
  assert.ok(seen > 0);
});
