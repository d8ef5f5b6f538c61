import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { test, type TestContext } from 'node:test';
import { strToU8, zipSync } from 'fflate';
import { downloadReport } from '../../../src/gitlab/downloadReport.ts';
import { makeStage } from './support/stage.ts';
import { requesterOf, serve } from './support/transport.ts';
import { flawless } from './support/reports.ts';

const text = JSON.stringify(flawless(['src/a.ts', 1, 'a']));
const archive = zipSync({ 'deep/gl-sast-report.json': strToU8(text) });
const artifact = (job: number) =>
  ({ projectPath: 'acme/api', jobId: String(job), jobName: 'sast', type: 'sast' }) as const;

type Answering = (response: ServerResponse, request: IncomingMessage) => void;

/** A GitLab before 19.4 whose file and archive answer as a test wants. */
async function answering(t: TestContext, ways: { readonly file: Answering; readonly archive: Answering }) {
  const url = await serve(t, (request, response) => {
    if (request.url?.endsWith('.json')) ways.file(response, request);
    else ways.archive(response, request);
  });
  const { requester } = requesterOf(url);
  return (job = 1, signal = new AbortController().signal) =>
    downloadReport(requester, artifact(job), true, '18.8.2', signal).then((bytes) =>
      new TextDecoder().decode(bytes),
    );
}

const send = (body: string | Uint8Array) => (response: ServerResponse) => void response.end(body);
const fail = (status: number) => (response: ServerResponse) => void response.writeHead(status).end();
const later = (answer: Answering, ms: number) => (response: ServerResponse, request: IncomingMessage) =>
  void setTimeout(() => answer(response, request), ms);
const hang = () => {};

/** Sends without end, and tells when the other side has hung up. */
function endless() {
  let isClosed = false;
  let sent = 0;
  const answer = (response: ServerResponse) => {
    response.on('close', () => (isClosed = true));
    const more = () => {
      if (response.destroyed || sent > 50_000_000) return;
      sent += 10_000;
      response.write(Buffer.alloc(10_000), () => setImmediate(more));
    };
    more();
  };
  const closed = async () => {
    for (let tries = 0; !isClosed && tries < 100; tries++) await new Promise((done) => setTimeout(done, 5));
    return isClosed;
  };
  return { answer, closed };
}

test('when the file is there, the archive is given up, down to its socket', async (t) => {
  const stream = endless();
  const download = await answering(t, { file: later(send(text), 20), archive: stream.answer });
  assert.equal(await download(), text);
  assert.equal(await stream.closed(), true);
});

test('when the archive is there first and has it, the file is not waited for', async (t) => {
  const stream = endless();
  const download = await answering(t, { file: stream.answer, archive: later(send(archive), 20) });
  assert.equal(await download(), text);
  assert.equal(await stream.closed(), true);
});

test('an archive without the report leaves the file to wait for', async (t) => {
  const other = zipSync({ 'readme.txt': strToU8('x') });
  const download = await answering(t, { file: later(send(text), 30), archive: send(other) });
  assert.equal(await download(), text);
});

test('the failure of one way is none while the other leads there', async (t) => {
  for (const status of [403, 404, 500]) {
    const byArchive = await answering(t, { file: fail(status), archive: later(send(archive), 20) });
    assert.equal(await byArchive(), text);
    const byFile = await answering(t, { file: later(send(text), 20), archive: fail(status) });
    assert.equal(await byFile(), text);
  }
  const damaged = await answering(t, { file: later(send(text), 20), archive: send(archive.subarray(0, 40)) });
  assert.equal(await damaged(), text);
});

test('where neither leads there, the file’s failure is told before the archive’s', async (t) => {
  const both = await answering(t, { file: fail(403), archive: fail(500) });
  await assert.rejects(both(), { code: 'forbidden' });
  const last = await answering(t, { file: fail(404), archive: fail(403) });
  await assert.rejects(last(), { code: 'forbidden' });
});

test('abort ends both, with its reason', async (t) => {
  const [file, whole] = [endless(), endless()];
  const download = await answering(t, { file: file.answer, archive: whole.answer });
  const abort = new AbortController();
  const reason = new Error('overtaken');
  setTimeout(() => abort.abort(reason), 20);
  await assert.rejects(download(1, abort.signal), (error) => error === reason);
  assert.deepEqual([await file.closed(), await whole.closed()], [true, true]);
});

test('archives that take for ever keep no other job’s file waiting', async (t) => {
  const file: Answering = (response, { url }) =>
    url?.includes('/jobs/99/') ? send(text)(response) : fail(404)(response);
  const download = await answering(t, { file, archive: hang });
  const abort = new AbortController();
  const stuck = Array.from({ length: 12 }, (_, job) => download(job, abort.signal));
  const settled = Promise.allSettled(stuck);
  await new Promise((done) => setTimeout(done, 50));
  assert.equal(await Promise.race([download(99), new Promise((done) => setTimeout(done, 1000))]), text);
  abort.abort();
  await settled;
});

test('a report elsewhere in the archive is there after two round trips', async (t) => {
  const job = (name: string) => ({
    name,
    reports: { sast: text },
    archive: { [`out/${name}/gl-sast-report.json`]: text },
  });
  const stage = await makeStage(
    t,
    { tier: 'ce', version: '18.8.2' },
    { base: [job('base')], head: [job('a'), job('b'), job('c')] },
  );
  // Longer than a busy machine takes to send the requests that go side by side.
  stage.gitlab.delay('*', 150);
  const snapshot = await stage.play();
  assert.equal(snapshot.kind === 'ready' && snapshot.comparison, 'done');
  assert.equal(stage.gitlab.roundTrips(), 2);
});
