import assert from 'node:assert/strict';
import { strToU8, zipSync } from 'fflate';
import { oneTurn } from '../../../src/core/base/turns.ts';
import { listArchive } from '../../../src/gitlab/archive.ts';
import { mutateBytes } from '../mutateBytes.ts';
import type { Target } from '../target.ts';

const long = strToU8('{"version":"15.0.0"} '.repeat(200));
const originals = [
  zipSync({ 'gl-sast-report.json': long }),
  zipSync({ a: strToU8('one'), 'b/c': [long, { level: 0 }], 'd.json': strToU8('{}') }),
  zipSync({ x: [new Uint8Array(200_000), { level: 9 }] }),
  zipSync({}),
];

/** An archive is listed or refused, and no file of it comes to more than it says. */
export const archives: Target = {
  name: 'archives',
  prepare: () =>
    Promise.resolve(async (random) => {
      const bytes = mutateBytes(originals[Math.floor(random() * originals.length)]!, random);
      let files: ReturnType<typeof listArchive>;
      try {
        files = listArchive(bytes);
      } catch (error) {
        assert.ok(error instanceof Error);
        return;
      }
      for (const { size, read } of files.slice(0, 3)) {
        const content = await read(oneTurn).catch(() => undefined);
        assert.ok(content === undefined || content.length <= size);
      }
    }),
};
