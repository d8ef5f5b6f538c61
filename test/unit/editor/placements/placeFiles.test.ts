import assert from 'node:assert/strict';
import { test } from 'node:test';
import { madeFiles } from '../../../../bench/placement/madeFiles.ts';
import { isLong } from '../../../../src/editor/placements/isLong.ts';
import { placeFiles, type FilesPorts } from '../../../../src/editor/placements/placeFiles.ts';
import { PlacementMemory } from '../../../../src/editor/placements/placementMemory.ts';
import { nameOf } from '../../../../src/editor/placements/scannedTexts.ts';
import { textWork } from '../../../../src/editor/placements/textWork.ts';
import type { TextThread } from '../../../../src/editor/placements/textThread.ts';

const commit = 'a'.repeat(40);
const made = madeFiles(20, 10);
const [first] = made;
assert.ok(first);
const long = { ...first, path: 'long.ts', after: `${'added();\n'.repeat(4000)}${first.after}` };

/** Places findings in the files, and tells which the other thread was asked for. */
async function place(all: readonly (typeof long)[], thread: TextThread['run'] | undefined) {
  const asked: string[] = [];
  const texts = new Map(all.map((file) => [nameOf({ commit, path: file.path }), file.before]));
  const now = new Map(all.map(({ path, after }) => [path, after]));
  const run = (...args: Parameters<TextThread['run']>) => {
    asked.push((args[2] as { readonly path: string }).path);
    return thread ? thread(...args) : Promise.resolve(undefined);
  };
  const ports = {
    present: { get: () => ({ mark: '1' }), text: (path: string) => Promise.resolve(now.get(path)) },
    texts: { readTexts: () => Promise.resolve(texts) },
    unchanged: () => Promise.resolve(new Set<string>()),
    memory: new PlacementMemory(),
    thread: { run },
  } as unknown as FilesPorts;
  const files = all.map(({ path, locations }) => ({
    commit,
    path,
    now: path,
    items: locations.map((location, index) => ({ id: `${path} ${index}`, location })),
  }));
  return { asked, placements: await placeFiles(files, ports, new AbortController().signal) };
}

test('only long texts are compared on another thread, and there is none without them', async () => {
  const here = ((name, texts, asked) =>
    Promise.resolve((textWork[name] as (...args: unknown[]) => unknown)(texts, asked))) as TextThread['run'];
  const { asked, placements } = await place([...made, long], here);
  assert.deepEqual(asked, ['long.ts']);
  assert.equal(placements.size, 210);
  for (const [index, location] of first.locations.entries()) {
    const below = placements.get(`long.ts ${index}`);
    const above = placements.get(`${first.path} ${index}`);
    assert.ok(below && above && location.kind === 'code');
    if (!('lines' in above)) assert.equal(below.kind, above.kind);
    else assert.equal('lines' in below && below.lines.start, above.lines.start + 4000, `${index}`);
  }
  assert.deepEqual((await place(made, here)).asked, []);
});

test('what was too much to compare is where the scan saw it, and says so', async () => {
  const { placements } = await place([long], undefined);
  assert.equal(placements.size, 10);
  for (const placement of placements.values())
    assert.ok(placement.kind === 'changed' && placement.because === 'unknown');
});

test('texts are long by their lines, whatever ends these, or by their characters', () => {
  assert.ok(!isLong('a\n'.repeat(4000)));
  assert.ok(!isLong('a\r\n'.repeat(4000)));
  for (const end of ['\n', '\r\n', '\r']) assert.ok(isLong(`a${end}`.repeat(4001)), JSON.stringify(end));
  assert.ok(isLong('a'.repeat(256 * 1024 + 1)));
});
