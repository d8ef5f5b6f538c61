import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { splitLines } from '../../../src/core/placement/lines.ts';
import { placeFinding } from '../../../src/core/placement/placeFinding.ts';
import { compareTexts } from '../../../src/core/placement/placeLines.ts';
import { parseReport } from '../../../src/core/report/parseReport.ts';
import { toLine1 } from '../../../src/core/model/location.ts';
import { isReportType } from '../../../src/core/model/reportType.ts';
import { createSample, type Sample } from '../../sample/createSample.ts';
import { git } from '../../support/run.ts';
import { flaggedLines } from './flaggedLines.ts';

describe('the sample', () => {
  let sample: Sample;

  before(async () => {
    sample = await createSample();
  });

  after(() => sample.dispose());

  it('has the same commits everywhere', () => {
    assert.equal(sample.headPipeline.sha, '73ad01ab33fdbdae5e6823144389022d8741987d');
    assert.equal(git(sample.folder, 'rev-list', '--count', sample.basePipeline.sha), '14');
    assert.equal(git(sample.folder, 'rev-list', '--count', 'origin/main..HEAD'), '5');
    assert.equal(git(sample.folder, 'merge-base', 'origin/HEAD', 'HEAD'), sample.basePipeline.sha);
  });

  it('is checked out as a developer would have it', () => {
    const { folder, gitlab } = sample;
    assert.equal(
      git(folder, 'status', '--porcelain', '--branch'),
      '## feature/order-export...origin/feature/order-export',
    );
    assert.equal(git(folder, 'remote', 'get-url', 'origin'), `${gitlab.url}/acme/shop/shop-api.git`);
    assert.equal(sample.mergeRequest.iid, 482);
  });

  it('has new, existing and fixed findings', () => {
    const { gitlab, headPipeline, basePipeline } = sample;
    const { added, existing, fixed } = gitlab.compare(headPipeline, basePipeline);
    assert.deepEqual([added.length, existing.length, fixed.length], [17, 26, 4]);
    const states = [...added, ...existing].map(({ uuid }) => gitlab.vulnerability(uuid ?? '')?.state);
    assert.equal(states.filter((state) => state === 'dismissed').length, 4);
    assert.equal(states.filter((state) => state === 'confirmed').length, 1);
    assert.equal(new Set(added.map(({ severity }) => severity)).size, 5);
    assert.equal(new Set(existing.map(({ severity }) => severity)).size, 6);
    assert.equal(new Set([...added, ...existing].map(({ reportType }) => reportType)).size, 8);
  });

  it('flags the lines that have the weakness', () => {
    const { gitlab, headPipeline, folder } = sample;
    const flagged = gitlab
      .findingsOf(headPipeline)
      .flatMap(({ title, location: { file, start_line: line } }) => {
        if (file === undefined || line === undefined) return [];
        const text = readFileSync(join(folder, file), 'utf8').split('\n')[line - 1] ?? '';
        return [{ file, title, text }];
      });
    assert.equal(flagged.length, flaggedLines.length);
    for (const [file, title, text] of flaggedLines) {
      const found = flagged.find((one) => one.file === file && one.title === title);
      assert.match(found?.text ?? 'nothing', text, `${title} in ${file}`);
    }
  });

  it('has reports without a flaw', () => {
    for (const { jobs } of [sample.headPipeline, sample.basePipeline]) {
      for (const { fileType, bytes } of jobs.flatMap(({ artifacts }) => artifacts)) {
        if (!isReportType(fileType)) continue;
        const { type, problems } = parseReport(bytes);
        assert.deepEqual({ type, problems }, { type: fileType, problems: [] });
      }
    }
  });

  it('has remediations that apply', () => {
    const { gitlab, headPipeline, folder } = sample;
    const diffs = gitlab
      .findingsOf(headPipeline)
      .flatMap(({ remediations }) => remediations.map(({ diff }) => diff));
    const different = [...new Set(diffs)];
    assert.deepEqual([diffs.length, different.length], [3, 2]);
    for (const diff of different) {
      const input = Buffer.from(diff, 'base64');
      execFileSync('git', ['apply', '--check', '-'], { cwd: folder, input, stdio: ['pipe', 'pipe', 'pipe'] });
    }
  });

  it('has no secret of its own', () => {
    const secret =
      /AKIA[0-9A-Z]{16}|glpat-[\w-]{20}|-----BEGIN [A-Z ]*PRIVATE KEY-----\n|hooks\.slack\.com\/services\/\w/;
    const tracked = join(import.meta.dirname, '../../sample');
    const files = git(tracked, 'ls-files', '.').split('\n');
    for (const file of files) assert.doesNotMatch(readFileSync(join(tracked, file), 'utf8'), secret, file);
  });
});

it('can go on after the scan, in commits that only the clone has', async () => {
  const sample = await createSample({ unpushed: true });
  const { folder, headPipeline } = sample;
  assert.equal(git(folder, 'rev-parse', 'HEAD'), '7c4c5f26c1679a291e70d3c074faef5870734a77');
  assert.equal(
    git(folder, 'status', '--porcelain', '--branch'),
    '## feature/order-export...origin/feature/order-export [ahead 3]',
  );
  assert.equal(git(folder, 'merge-base', 'HEAD', headPipeline.sha), headPipeline.sha);
  assert.deepEqual(
    flaggedLines
      .filter(([file]) => file === 'services/orders/export.py')
      .map(([file, title, text]) => `${title}: ${fateOf(folder, headPipeline.sha, file, text)}`),
    [
      'OS command injection: moved',
      'SQL injection: moved',
      'Server-side request forgery (SSRF): changed',
      'Path traversal: moved',
      'Use of a weak hash (MD5): gone',
      'Predictable temporary file: gone',
      'Unchecked text in a log: exact',
    ],
  );
  await sample.dispose();
});

/** What has become of a line since it was scanned. */
function fateOf(folder: string, sha: string, file: string, text: RegExp): string {
  const scanned = splitLines(git(folder, 'show', `${sha}:${file}`));
  const state = compareTexts(scanned, splitLines(readFileSync(join(folder, file), 'utf8')));
  const startLine = toLine1(scanned.findIndex((line) => text.test(line)) + 1);
  assert.ok(startLine !== undefined);
  return placeFinding({ kind: 'code', file, startLine }, { path: file, state }).kind;
}

it('leaves nothing behind', async () => {
  const sample = await createSample();
  await sample.dispose();
  assert.equal(existsSync(sample.folder), false);
});
