import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { build } from 'esbuild';
import { bigReport } from '../../../../bench/bigReport.ts';
import { parseReport } from '../../../../src/core/report/parseReport.ts';
import { ReportThread } from '../../../../src/editor/reports/reportThread.ts';

const never = new AbortController().signal;

const folder = mkdtempSync(join(tmpdir(), 'thread-'));
const work = join(folder, 'reportWork.cjs');
before(async () => {
  const entryPoints = ['src/editor/reports/reportWork.ts'];
  const mainFields = ['module', 'main'];
  await build({ entryPoints, outfile: work, bundle: true, format: 'cjs', platform: 'node', mainFields });
});
after(() => rmSync(folder, { recursive: true, force: true }));

const bytesOf = (text: string) => new TextEncoder().encode(text);
const long = bigReport(1_000_000);

test('another thread reads the same as this one', async () => {
  const thread = new ReportThread(work);
  const expected = parseReport(bytesOf(long), 'sast');
  assert.ok(expected.findings.length > 500);
  assert.deepEqual(await thread.read(bytesOf(long), 'sast', never), expected);
});

test('what many findings have in common is kept once', async () => {
  const { findings } = await new ReportThread(work).read(bytesOf(long), 'sast', never);
  const [one, other] = findings;
  assert.ok(one && other);
  assert.equal(one.scanner, other.scanner);
  assert.equal(new Set(findings.map(({ identifiers }) => identifiers)).size, new Set(parts(findings)).size);
});

test('flaws come with what could be read, and no report at all is a problem', async () => {
  const thread = new ReportThread(work);
  const flawed = long.replace('"severity": "Critical"', '"severity": 7');
  const cut = long.slice(0, -100);
  // Findings before it have been told when it is come to.
  const brokenFarBehind = long.replace(
    '"cve": "semgrep_id:rules.sql.500:',
    '"cve": semgrep_id:rules.sql.500:',
  );
  assert.notEqual(brokenFarBehind, long);
  for (const text of [flawed, cut, brokenFarBehind, '[]', '', '\u0000'])
    assert.deepEqual(
      await thread.read(bytesOf(text), 'sast', never),
      parseReport(bytesOf(text), 'sast'),
      text.slice(0, 20),
    );
});

test('bytes that are part of others are read alone, and leave the others as they are', async () => {
  const all = bytesOf(`xx${long}yy`);
  const thread = new ReportThread(work);
  const { findings } = await thread.read(all.subarray(2, all.length - 2), 'sast', never);
  assert.ok(findings.length > 500);
  assert.equal(all[0], 'x'.charCodeAt(0));
});

test('reports are read one after the other, and one that fails stops none', async () => {
  const thread = new ReportThread(work);
  const abort = new AbortController();
  const first = thread.read(bytesOf(long), 'sast', abort.signal);
  const second = thread.read(bytesOf(long), 'sast', never);
  abort.abort(new Error('no longer wanted'));
  await assert.rejects(first, /no longer wanted/);
  assert.ok((await second).findings.length > 500);
});

test('a report that is no longer wanted in the middle of it ends the thread', async () => {
  const abort = new AbortController();
  const reading = new ReportThread(work).read(bytesOf(bigReport(8_000_000)), 'sast', abort.signal);
  setTimeout(() => abort.abort(new Error('no longer wanted')), 60);
  await assert.rejects(reading, /no longer wanted/);
});

test('one that is too much for the thread says so', async () => {
  const greedy = join(folder, 'greedy.cjs');
  writeFileSync(greedy, 'const all = []; for (;;) all.push(new Array(1e6).fill({}));');
  const { findings, problems } = await new ReportThread(greedy, 32).read(bytesOf(long), 'sast', never);
  assert.deepEqual(
    [findings.length, problems.map(({ message }) => message)],
    [0, ['The file is too large to be read here.']],
  );
});

test('a thread that ends without a word is an error, not silence', async () => {
  const silent = join(folder, 'silent.cjs');
  writeFileSync(silent, '');
  await assert.rejects(new ReportThread(silent).read(bytesOf(long), 'sast', never), /ended/);
});

function parts(findings: readonly { readonly identifiers: readonly unknown[] }[]): readonly string[] {
  return findings.map(({ identifiers }) => JSON.stringify(identifiers));
}
