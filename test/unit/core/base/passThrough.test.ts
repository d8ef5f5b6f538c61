import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import { joinChunks } from '../../../../src/core/base/joinChunks.ts';
import { passThrough } from '../../../../src/core/base/passThrough.ts';
import { oneTurn, type Turns } from '../../../../src/core/base/turns.ts';

const gzip = () => new CompressionStream('gzip');
const gunzip = () => new DecompressionStream('gzip');
const noise = Uint8Array.from({ length: 1_000_000 }, (_, index) => (index * 2654435761) >>> 13);

async function all(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const piece of pieces) chunks.push(piece);
  return joinChunks(chunks, oneTurn);
}

test('pieces go through one after the other, and come out as they would at once', async () => {
  const pieces = Array.from({ length: 40 }, (_, index) =>
    noise.subarray(index * 25_000, (index + 1) * 25_000),
  );
  const packed = await all(passThrough(gzip(), pieces));
  assert.deepEqual(new Uint8Array(gunzipSync(packed)), noise);
  assert.deepEqual(new Uint8Array(await all(passThrough(gunzip(), [gzipSync(noise)]))), noise);
});

test('what is no gzip, or cut, throws', async () => {
  const packed = gzipSync(noise);
  for (const bad of [noise, packed.subarray(0, packed.length / 2), packed.subarray(0, -1)])
    await assert.rejects(all(passThrough(gunzip(), [bad])));
});

test('what cannot be given to it is not left out without a word', async () => {
  function* broken(): Generator<Uint8Array> {
    yield noise.subarray(0, 10);
    throw new Error('no more of it');
  }
  await assert.rejects(all(passThrough(gzip(), broken())), /no more of it/);
});

test('who stops listening stops asking for pieces', async () => {
  let asked = 0;
  function* endless(): Generator<Uint8Array> {
    for (; asked < 100_000; asked += 1) yield noise.subarray(0, 10_000);
  }
  for await (const piece of passThrough(gzip(), endless())) if (piece.length > 100) break;
  await new Promise((resolve) => setTimeout(resolve, 20));
  const then = asked;
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal(asked, then);
  assert.ok(then < 1000, `${then}`);
});

test('chunks are joined in turns', async () => {
  let pauses = 0;
  const pause = () => Promise.resolve(void (pauses += 1));
  const turns: Turns = { isOver: true, next: pause, pause };
  const chunks = Array.from({ length: 10 }, (_, index) => noise.subarray(index * 1000, (index + 1) * 1000));
  assert.deepEqual(await joinChunks(chunks, turns), noise.slice(0, 10_000));
  assert.ok(pauses >= 10);
  assert.equal(await joinChunks([noise], turns), noise);
});
