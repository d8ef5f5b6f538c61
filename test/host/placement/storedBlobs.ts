import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { StoredBlobs } from '../../../src/editor/placements/storedBlobs.ts';

const idOf = (bytes: Uint8Array) =>
  createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');

describe('Texts on disk', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'texts-'));
  });

  it('are kept by the id that git gives them, and thrown away when they are damaged', async () => {
    const stored = new StoredBlobs(vscode.Uri.file(folder));
    const bytes = new TextEncoder().encode('import os\n');
    const id = idOf(bytes);
    await stored.put(id, bytes);
    const kept = await new StoredBlobs(vscode.Uri.file(folder)).get(id);
    assert.equal(new TextDecoder().decode(kept), 'import os\n');
    writeFileSync(join(folder, 'texts', id), 'import sys\n');
    assert.equal(await stored.get(id), undefined);
    assert.deepEqual(readdirSync(join(folder, 'texts')), []);
  });

  it('are not kept under an id that is not theirs, nor anywhere else', async () => {
    const stored = new StoredBlobs(vscode.Uri.file(folder));
    const bytes = new TextEncoder().encode('x');
    await stored.put('0'.repeat(40), bytes);
    await stored.put('../../escaped', bytes);
    await new StoredBlobs(undefined).put(idOf(bytes), bytes);
    assert.deepEqual(readdirSync(folder), []);
    assert.equal(await stored.get('../../escaped'), undefined);
  });

  it('go all at once when they are to be forgotten, and may come again', async () => {
    const stored = new StoredBlobs(vscode.Uri.file(folder));
    const bytes = new TextEncoder().encode('import os\n');
    await stored.forget();
    await stored.put(idOf(bytes), bytes);
    await stored.forget();
    assert.deepEqual(readdirSync(folder), []);
    await stored.put(idOf(bytes), bytes);
    assert.deepEqual(readdirSync(join(folder, 'texts')), [idOf(bytes)]);
  });

  it('go when there are too many, the oldest first', async () => {
    const stored = new StoredBlobs(vscode.Uri.file(folder), 1000);
    const ids: string[] = [];
    for (let number = 0; number < 8; number++) {
      const bytes = new Uint8Array(200).fill(number);
      const id = idOf(bytes);
      ids.push(id);
      await stored.put(id, bytes);
      const past = Date.now() / 1000 - 100 + number;
      if (number < 7) utimesSync(join(folder, 'texts', id), past, past);
    }
    assert.deepEqual(readdirSync(join(folder, 'texts')).sort(), ids.slice(3).sort());
  });
});
