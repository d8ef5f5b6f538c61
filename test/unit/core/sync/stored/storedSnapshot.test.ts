import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import { createHash } from 'node:crypto';
import type { ReadySnapshot } from '../../../../../src/core/model/snapshot.ts';
import {
  packSnapshot,
  snapshotKey,
  unpackSnapshot,
} from '../../../../../src/core/sync/stored/storedSnapshot.ts';
import { mutate } from '../../../../support/mutateJson.ts';
import { bareFinding, readySnapshot } from '../../view/detailsFixture.ts';
import { everyField } from './everyField.ts';

const pause = () => Promise.resolve();
const key = await snapshotKey(['file:///api', 'main']);
const bytesOf = async (snapshot: ReadySnapshot, of = key) =>
  (await (await packSnapshot(snapshot, of, pause))?.bytes()) ?? assert.fail('too large');
const read = (bytes: Uint8Array, of = key) => unpackSnapshot(bytes, of, pause);

/** A file whose digest is right, whatever else is wrong in it. */
function forged(lines: readonly string[], title = 'gitlab-security-findings snapshot 2'): Uint8Array {
  const packed = gzipSync(lines.join('\n'));
  const digest = createHash('sha256').update(packed).digest('hex');
  return Buffer.concat([Buffer.from(`${title} ${digest}\n`), packed]);
}
const linesOf = (bytes: Uint8Array) =>
  gunzipSync(bytes.subarray(bytes.indexOf(10) + 1))
    .toString()
    .split('\n');

/** Each value of it in turn, in place of which there is null, and one of another type. */
function retyped(json: unknown): readonly { readonly json: unknown; readonly what: string }[] {
  const results: { json: unknown; what: string }[] = [];
  const walk = (value: unknown, path: readonly string[]) => {
    if (path.length > 0)
      for (const other of [
        null,
        typeof value === 'object' ? 'x' : [],
        typeof value === 'number' ? '1' : 1.5,
      ]) {
        const copy: unknown = structuredClone(json);
        let parent = copy as Record<string, unknown>;
        for (const name of path.slice(0, -1)) parent = parent[name] as Record<string, unknown>;
        parent[path.at(-1) ?? ''] = other;
        results.push({ json: copy, what: `${path.join('/')} ${JSON.stringify(other)}` });
      }
    if (typeof value === 'object' && value !== null)
      for (const [name, child] of Object.entries(value)) walk(child, [...path, name]);
  };
  walk(json, []);
  return results;
}

test('a snapshot comes back as it was, every field of it', async () => {
  assert.deepEqual(await read(await bytesOf(everyField)), everyField);
  const { mergeRequest: _, ...bare } = readySnapshot;
  assert.deepEqual(await read(await bytesOf(bare)), bare);
});

test('what is under way in a window is not kept', async () => {
  const underway = { ...bareFinding, underway: 'dismissing' } as const;
  const back = await read(await bytesOf({ ...readySnapshot, findings: [underway] }));
  assert.deepEqual(back?.findings, [bareFinding]);
});

test('the same findings have the same content, whenever they were fetched', async () => {
  const contentOf = async (snapshot: ReadySnapshot) => (await packSnapshot(snapshot, key, pause))?.content;
  const content = await contentOf(everyField);
  assert.equal(await contentOf({ ...everyField, fetchedAt: 1 }), content);
  assert.notEqual(await contentOf({ ...everyField, findings: [] }), content);
});

test('a file with any byte changed, or cut anywhere, is no snapshot', async () => {
  const bytes = await bytesOf(everyField);
  for (let at = 0; at < bytes.length; at += 7) {
    const damaged = Uint8Array.from(bytes);
    damaged[at] = (damaged[at] ?? 0) ^ 0x10;
    assert.equal(await read(damaged), undefined, `byte ${at}`);
    assert.equal(await read(bytes.subarray(0, at)), undefined, `cut at ${at}`);
  }
  assert.equal(await read(Buffer.concat([bytes, Buffer.from('x')])), undefined);
});

test('a file of another branch or another version is no snapshot', async () => {
  const bytes = await bytesOf(everyField);
  assert.equal(await read(bytes, await snapshotKey(['file:///api', 'feature'])), undefined);
  const lines = linesOf(bytes);
  assert.ok(await read(forged(lines)));
  assert.equal(await read(forged(lines, 'gitlab-security-findings snapshot 1')), undefined);
  assert.equal(await read(forged(lines, 'another-extension snapshot 1')), undefined);
});

test('a file that is well-formed and wrong anywhere is no snapshot', async () => {
  const lines = linesOf(await bytesOf(everyField));
  const taken: string[] = [];
  for (let seed = 1; seed <= 3000; seed += 1) {
    const at = seed % lines.length;
    const { json, what } = mutate(JSON.parse(lines[at] ?? ''), seed);
    // A field under another name, or one more of them, is never right.
    if (!/^(rename|duplicate) \S*[a-zA-Z]$/.test(what)) continue;
    if (await read(forged(lines.with(at, JSON.stringify(json))))) taken.push(`${at}: ${what}`);
  }
  assert.deepEqual(taken, []);
});

test('a field of another type is never taken', async () => {
  const lines = linesOf(await bytesOf(everyField));
  const taken: string[] = [];
  for (const [at, line] of lines.entries()) {
    for (const change of retyped(JSON.parse(line))) {
      if (await read(forged(lines.with(at, JSON.stringify(change.json)))))
        taken.push(`${at}: ${change.what}`);
    }
  }
  assert.deepEqual(taken, []);
});

test('hostile files are no snapshots', async () => {
  const [label = '', first = '', ...findings] = linesOf(await bytesOf(everyField));
  const deep = `${'{"children":['.repeat(50_000)}${']}'.repeat(50_000)}`;
  const nested = first.replace('"children":[', `"children":[${deep},`);
  const hostile: readonly (readonly string[])[] = [
    [],
    [label],
    [label, 'null'],
    [label, first, 'null'],
    [label, first, '[]'],
    [label, first, ...findings, ''],
    [label, first.replace('"kind":"ready"', '"kind":"ready","__proto__":{"a":1}')],
    [label, first.replace('"kind":"ready"', '"kind":"ready","constructor":{}')],
    [label, first.replace('"comparison":"done"', '"comparison":"pending"')],
    [label, first.replace('"reportsRead":1', '"reportsRead":-1')],
    [label, first.replace('"reportsRead":1', '"reportsRead":1e400')],
    [label.replace(/\d+\}$/, '-5}'), first],
    [label.replace(/\d+\}$/, '"now"}'), first],
    [label, nested],
    [label, first, JSON.stringify({ ...bareFinding, underway: 'dismissing' })],
    [label, first, JSON.stringify({ ...bareFinding, location: { kind: 'toString' } })],
    [label, first, JSON.stringify({ ...bareFinding, location: { kind: '__proto__' } })],
    [label, first, 'x'.repeat(70_000_000)],
  ];
  const taken: number[] = [];
  for (const [index, lines] of hostile.entries()) if (await read(forged(lines))) taken.push(index);
  assert.deepEqual(taken, []);
});

test('where there is not room for all, the long part of findings goes, and then everything', async () => {
  const long = (characters: number) => ({
    ...everyField,
    findings: everyField.findings.map((finding) => ({
      ...finding,
      details: {
        links: [],
        remediations: [],
        codeFlows: [],
        details: [{ name: 'long', text: 'x'.repeat(characters) }],
        evidence: [],
      },
    })),
  });
  const back = await read(await bytesOf(long(4_000_000)));
  assert.equal(back?.findings.length, everyField.findings.length);
  assert.ok(back.findings.every(({ details }) => details === undefined));
  const many = { ...everyField, findings: [{ ...bareFinding, description: 'x'.repeat(17_000_000) }] };
  assert.equal(await packSnapshot(many, key, pause), undefined);
});
