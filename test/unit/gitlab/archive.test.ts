import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { strFromU8, strToU8, zipSync } from 'fflate';
import { oneTurn } from '../../../src/core/base/turns.ts';
import { listArchive } from '../../../src/gitlab/archive.ts';

const contents = (archive: Uint8Array) =>
  Promise.all(
    listArchive(archive).map(async ({ name, read }) => [name, strFromU8(await read(oneTurn))] as const),
  );

/** Where the only entry of an archive lies: its directory entry. */
function entryOf(archive: Uint8Array): { readonly view: DataView; readonly at: number } {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  return { view, at: view.getUint32(archive.length - 6, true) };
}

test('reads what was packed: deflated, stored, empty, in folders, with odd names', async () => {
  const files = { 'a.txt': 'hello '.repeat(1000), 'b/c d/é.json': '{}', empty: '' };
  for (const level of [0, 6, 9] as const) {
    const archive = zipSync(
      Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])),
      { level, comment: 'with a comment', extra: { 1: strToU8('extra') } },
    );
    assert.deepEqual(Object.fromEntries(await contents(archive)), files);
  }
});

test('reads a part of a larger buffer', async () => {
  const archive = zipSync({ x: strToU8('inside') });
  const larger = new Uint8Array(archive.length + 20);
  larger.set(archive, 10);
  assert.deepEqual(await contents(larger.subarray(10, 10 + archive.length)), [['x', 'inside']]);
});

test('a huge size is known before anything is inflated', () => {
  const archive = zipSync({ x: strToU8('small') });
  const { view, at } = entryOf(archive);
  view.setUint32(at + 24, 4_000_000_000, true);
  assert.equal(listArchive(archive)[0]?.size, 4_000_000_000);
});

test('what inflates to more, or less, than it claims is refused; a bomb is stopped early', async () => {
  const bomb = zipSync({ x: new Uint8Array(64 * 1024 * 1024) });
  for (const claim of [1, 1000, 65 * 1024 * 1024]) {
    const { view, at } = entryOf(bomb);
    view.setUint32(at + 24, claim, true);
    const [file] = listArchive(bomb);
    await assert.rejects(file!.read(oneTurn), /than was said/);
  }
});

test('a cut, encrypted or unknown entry is refused', async () => {
  for (const damage of [
    (view: DataView, at: number) => view.setUint32(at + 20, 1_000_000, true),
    (view: DataView, at: number) => view.setUint16(at + 8, 1, true),
    (view: DataView, at: number) => view.setUint16(at + 10, 99, true),
    (view: DataView, at: number) => view.setUint32(at + 42, 0xffff_fff0, true),
  ]) {
    const archive = zipSync({ x: strToU8('hello '.repeat(100)) });
    const { view, at } = entryOf(archive);
    damage(view, at);
    await assert.rejects(Promise.resolve(listArchive(archive)[0]!.read(oneTurn)));
  }
});

test('bytes of any kind give an error or files, never an endless loop', async () => {
  const archive = zipSync({ a: strToU8('one '.repeat(50)), 'b/c': strToU8('two') });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(archive.length - 1), fc.nat(255)), { maxLength: 6 }),
      async (changes) => {
        const bytes = archive.slice();
        for (const [at, byte] of changes) bytes[at] = byte;
        try {
          for (const { read } of listArchive(bytes)) await read(oneTurn);
        } catch (error) {
          assert.ok(error instanceof Error);
        }
      },
    ),
    { numRuns: 300 },
  );
  for (const bytes of [
    new Uint8Array(),
    new Uint8Array(21),
    new Uint8Array(100_000),
    strToU8('PK\u0003\u0004'),
  ])
    assert.throws(() => listArchive(bytes));
});

test('more files than fit the old directory are listed', () => {
  const many: Record<string, Uint8Array> = {};
  for (let index = 0; index < 10; index++) many[`f${index}`] = strToU8('x');
  const archive = zipSync(many);
  // As Go writes it: the old record full of ones, the true numbers in a record of 64-bit numbers before it.
  const { view } = entryOf(archive);
  const end = archive.length - 22;
  const start = view.getUint32(end + 16, true);
  const zip64 = new Uint8Array(archive.length + 56 + 20);
  zip64.set(archive.subarray(0, end));
  const out = new DataView(zip64.buffer);
  out.setUint32(end, 0x06064b50, true);
  out.setBigUint64(end + 40, BigInt(end - start), true);
  out.setBigUint64(end + 48, BigInt(start), true);
  out.setUint32(end + 56, 0x07064b50, true);
  out.setBigUint64(end + 56 + 8, BigInt(end), true);
  zip64.set(archive.subarray(end), end + 76);
  out.setUint32(end + 76 + 12, 0xffff_ffff, true);
  out.setUint32(end + 76 + 16, 0xffff_ffff, true);
  assert.equal(listArchive(zip64).length, 10);
});
