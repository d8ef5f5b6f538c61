import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { strToU8, zipSync } from 'fflate';
import { downloadReport } from '../../../src/gitlab/downloadReport.ts';
import type { GitLabOptions } from '../../gitlab/settings.ts';
import type { JobOptions } from '../../gitlab/state/job.ts';
import { flawless } from './support/reports.ts';
import { makeStage, type Stage } from './support/stage.ts';
import { requesterOf, serve } from './support/transport.ts';

const report = flawless(['src/a.ts', 1, 'a']);
const text = JSON.stringify(report);
const reports = { sast: report };

async function playJob(t: TestContext, options: GitLabOptions, job: Omit<JobOptions, 'name'>) {
  const stage = await makeStage(
    t,
    { tier: 'ce', ...options },
    { base: [], head: [{ name: 'sast', ...job }] },
  );
  return { stage, ...(await told(stage)) };
}

/** Titles, problems, and the ways that were tried. */
async function told(stage: Stage, token = stage.token) {
  stage.gitlab.resetRequests();
  const snapshot = await stage.play(undefined, { token });
  assert.equal(snapshot.kind, 'ready', JSON.stringify(snapshot));
  const ways = stage.gitlab.requests
    .filter(({ path }) => path.includes('/artifacts'))
    .map(({ path }) => /\/artifacts(.*)$/.exec(path)?.[1]);
  return { titles: snapshot.findings.map(({ title }) => title), problems: snapshot.problems, ways };
}

const download = (failure: string) => [{ kind: 'download', job: 'sast', type: 'sast', failure }];

test('19.4: the report artifact itself, in one request', async (t) => {
  for (const version of ['19.4.0', '19.10.1-ee', '20.0.0-pre']) {
    const { titles, ways } = await playJob(t, { version }, { reports, archive: { 'x.txt': 'x' } });
    assert.deepEqual(titles, ['Rule a']);
    assert.deepEqual(ways, ['?file_type=sast'], version);
  }
});

test('before 19.4: the file out of the archive, and no question that GitLab does not know', async (t) => {
  for (const version of ['16.3.9', '18.8.2', '19.3.9']) {
    const archive = { 'gl-sast-report.json': text };
    const { titles, ways } = await playJob(t, { version }, { reports, archive });
    assert.deepEqual(titles, ['Rule a']);
    // The archive may not even have been asked for when the file is there.
    assert.deepEqual(
      ways.filter((way) => way !== ''),
      ['/gl-sast-report.json'],
      version,
    );
  }
});

test('a report elsewhere in the archive is found, the one nearest to the top first', async (t) => {
  const archive = {
    'a/b/gl-sast-report.json': '[]',
    'z/gl-sast-report.json': text,
    'a/not-gl-sast-report.json': 'no',
    'gl-sast-report.json.bak': 'no',
  };
  const { titles, ways, problems } = await playJob(t, { version: '18.8.2' }, { reports, archive });
  assert.deepEqual(titles, ['Rule a']);
  assert.deepEqual(ways.sort(), ['', '/gl-sast-report.json']);
  assert.deepEqual(problems, []);
});

test('no way is open: the problem names version and job, and nothing is asked in vain', async (t) => {
  const without = await playJob(t, { version: '18.8.2' }, { reports });
  assert.deepEqual(without.ways, []);
  const elsewhere = await playJob(t, { version: '18.8.2' }, { reports, archive: { 'x.txt': 'x' } });
  assert.deepEqual(elsewhere.ways.sort(), ['', '/gl-sast-report.json']);
  for (const { problems } of [without, elsewhere]) {
    assert.deepEqual(problems, [{ kind: 'notDownloadable', job: 'sast', type: 'sast', version: '18.8.2' }]);
  }
});

test('a reporter may not read what is for developers only', async (t) => {
  for (const version of ['18.8.2', '19.4.0']) {
    const archive = { 'gl-sast-report.json': text };
    const { stage } = await playJob(t, { version }, { reports, archive, access: 'developer' });
    const reporter = stage.gitlab.addUser('rob');
    stage.project.members.set(reporter, 'reporter');
    const { problems } = await told(stage, stage.gitlab.addToken(reporter));
    assert.deepEqual(problems, download('forbidden'));
  }
});

test('expired artifacts are gone, not impossible', async (t) => {
  for (const version of ['18.8.2', '19.4.0']) {
    const archive = { 'gl-sast-report.json': text };
    const { problems } = await playJob(t, { version }, { reports, archive, expireAt: new Date(0) });
    assert.deepEqual(problems, download('notFound'), version);
  }
  const { problems } = await playJob(t, { version: '19.4.0' }, { reports, expireAt: new Date(0) });
  assert.deepEqual(problems, download('notFound'), 'without an archive, too');
});

test('a type of report that this GitLab does not give out is looked for in the archive', async (t) => {
  const { stage } = await playJob(t, { version: '19.4.0' }, { reports });
  stage.gitlab.fail('GET /api/v4/*/artifacts', { kind: 'status', status: 400, body: { error: 'file_type' } });
  const { problems } = await told(stage);
  assert.deepEqual(problems, [{ kind: 'notDownloadable', job: 'sast', type: 'sast', version: '19.4.0' }]);
});

test('an archive in place of the report is opened', async (t) => {
  const { stage, ways } = await playJob(t, { version: '19.4.0' }, { reports });
  assert.deepEqual(ways, ['?file_type=sast']);
  const artifact = stage.head.jobs[0]?.artifacts[0];
  assert.ok(artifact);
  stage.head.jobs[0]!.artifacts = [{ ...artifact, bytes: zipSync({ 'gl-sast-report.json': strToU8(text) }) }];
  const { titles, ways: asked } = await told(stage);
  assert.deepEqual(titles, ['Rule a']);
  assert.deepEqual(asked, ['?file_type=sast']);
});

test('a damaged archive, and a report that claims to be huge, are named', async (t) => {
  const whole = zipSync({ 'deep/gl-sast-report.json': strToU8(text.repeat(10)) });
  const huge = whole.slice();
  const view = new DataView(huge.buffer);
  view.setUint32(view.getUint32(huge.length - 6, true) + 24, 300 * 1024 * 1024, true);
  for (const [bytes, code] of [
    [whole.subarray(0, whole.length / 2), 'unexpectedAnswer'],
    [whole.map((byte, index) => (index > 60 && index < 80 ? byte ^ 0xff : byte)), 'unexpectedAnswer'],
    [huge, 'tooLarge'],
  ] as const) {
    const url = await serve(t, (request, response) => {
      if (request.url?.endsWith('/artifacts')) response.end(bytes);
      else response.writeHead(404).end();
    });
    const artifact = { projectPath: 'acme/api', jobId: '1', jobName: 'sast', type: 'sast' } as const;
    const { requester } = requesterOf(url);
    await assert.rejects(downloadReport(requester, artifact, true, '18.8.2', new AbortController().signal), {
      code,
    });
  }
});
