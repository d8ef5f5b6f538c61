import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test, type TestContext } from 'node:test';
import { build } from 'esbuild';
import { madeFiles, madeLock, type MadeFile } from '../../../../bench/placement/madeFiles.ts';
import { textWork, type NamedQuestions } from '../../../../src/editor/placements/textWork.ts';
import { TextThread } from '../../../../src/editor/placements/textThread.ts';

const never = new AbortController().signal;

const folder = mkdtempSync(join(tmpdir(), 'thread-'));
const work = join(folder, 'textWork.cjs');
before(async () => {
  const entryPoints = ['src/editor/placements/textWork.ts'];
  const mainFields = ['module', 'main'];
  await build({ entryPoints, outfile: work, bundle: true, format: 'cjs', platform: 'node', mainFields });
});
after(() => rmSync(folder, { recursive: true, force: true }));

function threadFor(t: TestContext, file = work): TextThread {
  const thread = new TextThread(file);
  t.after(() => thread.dispose());
  return thread;
}

function fileOf(files: readonly MadeFile[], path: string): MadeFile {
  const file = files.find((each) => each.path === path);
  if (!file) throw new Error(`no ${path}`);
  return file;
}

const lockFiles = madeLock(300_000, 40);
const lock = fileOf(lockFiles, 'package-lock.json');
const lockTexts = [...lockFiles.map(({ after }) => after), ...lockFiles.map(({ before }) => before)];
const questions: NamedQuestions = {
  now: lockFiles.map(({ path }) => path),
  scanned: lockFiles.map(({ path }) => path),
  isUnknown: false,
  projectPath: 'acme/shop',
  asked: lock.locations.flatMap((location) =>
    location.kind === 'dependency' ? [{ location, path: lock.path }] : [],
  ),
};

test('another thread says the same as this one', async (t) => {
  const thread = threadFor(t);
  const [file] = madeFiles(1, 50);
  assert.ok(file);
  const { path, before, after, locations } = file;
  const asked = { path, isRenamed: false, locations };
  assert.deepEqual(
    await thread.run('placeCode', [before, after], asked, never),
    textWork.placeCode([before, after], asked),
  );
  const named = await thread.run('placeNamed', lockTexts, questions, never);
  assert.equal(named?.length, 40);
  assert.ok(named.every(({ kind }) => kind === 'moved' || kind === 'exact'));
  assert.deepEqual(named, textWork.placeNamed(lockTexts, questions));
  assert.deepEqual(
    await thread.run('relatedFiles', [lock.after], 'package-lock.json', never),
    textWork.relatedFiles([lock.after], 'package-lock.json'),
  );
});

test('long texts are handed over in pieces, and are whole again there', async (t) => {
  const text = `{"packages":{"packages/one":{}, "x":"${'é'.repeat(5 * 1024 * 1024)}"}}`;
  const related = await threadFor(t).run('relatedFiles', [text], 'package-lock.json', never);
  assert.ok(related?.includes('packages/one/package.json'));
});

test('between the pieces of a text everything else gets its turn', async (t) => {
  const file = join(folder, 'counting.cjs');
  writeFileSync(
    file,
    `const { parentPort } = require('node:worker_threads');
    const pieces = [];
    parentPort.on('message', ({ id, piece, name }) => {
      if (piece) pieces.push(String(piece.length));
      if (name) parentPort.postMessage({ id, result: pieces });
    });`,
  );
  const thread = threadFor(t, file);
  const run = new AbortController();
  const aborted = thread.run('notebookCells', ['x'.repeat(20 * 1024 * 1024)], undefined, run.signal);
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
  run.abort(new Error('not any more'));
  await assert.rejects(aborted, /not any more/);
  const pieces = (await thread.run('relatedFiles', [], '', never)) ?? [];
  assert.ok(pieces.length > 0 && pieces.length <= 4, `${pieces.length} pieces in three turns`);
  assert.ok(pieces.every((length) => Number(length) <= 1024 * 1024));
});

test('what is not wanted any more is not waited for, and keeps nothing that comes after it', async (t) => {
  const thread = threadFor(t);
  const run = new AbortController();
  const aborted = thread.run('placeNamed', lockTexts, questions, run.signal);
  const other = thread.run('relatedFiles', [lock.after], 'package-lock.json', never);
  setImmediate(() => run.abort(new Error('not any more')));
  await assert.rejects(aborted, /not any more/);
  assert.ok((await other)?.includes('package.json'));
});

test('nor is a thread waited for that has no answer yet', async (t) => {
  const file = join(folder, 'silent.cjs');
  writeFileSync(file, "require('node:worker_threads').parentPort.on('message', () => {});");
  const run = new AbortController();
  const aborted = threadFor(t, file).run('relatedFiles', ['{}'], 'a', run.signal);
  setTimeout(() => run.abort(new Error('not any more')), 50);
  await assert.rejects(aborted, /not any more/);
});

test('a thread that comes to its end has no answer, and the next question starts another', async (t) => {
  const file = join(folder, 'mortal.cjs');
  writeFileSync(
    file,
    `const { parentPort } = require('node:worker_threads');
    parentPort.on('message', ({ id, asked }) => {
      if (asked === 'too much') process.exit(1);
      if (asked) parentPort.postMessage({ id, result: [asked] });
    });`,
  );
  const thread = threadFor(t, file);
  const ask = (path: string) => thread.run('relatedFiles', ['{}'], path, never);
  assert.deepEqual(await Promise.all([ask('too much'), ask('behind it')]), [undefined, undefined]);
  assert.deepEqual(await ask('something'), ['something']);
  const none = threadFor(t, join(folder, 'none.cjs'));
  await assert.rejects(none.run('relatedFiles', ['{}'], 'a', never), /Cannot find module/);
});

test('a fault of the work is a fault here', async (t) => {
  const thread = threadFor(t);
  const broken = { ...questions, asked: undefined } as unknown as NamedQuestions;
  await assert.rejects(thread.run('placeNamed', lockTexts, broken, never), /asked|undefined/);
});
