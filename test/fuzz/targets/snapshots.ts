import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { packSnapshot, unpackSnapshot } from '../../../src/core/sync/stored/storedSnapshot.ts';
import { everyField } from '../../unit/core/sync/stored/everyField.ts';
import { lookAt } from '../lookAt.ts';
import { mutateBytes } from '../mutateBytes.ts';
import { mutateJsonText } from '../mutateJsonText.ts';
import type { Target } from '../target.ts';

const key = 'k'.repeat(64);
const pause = () => Promise.resolve();

/** Half of them whole files whose digest is right, so that what is in them is read. */
export const snapshots: Target = {
  name: 'snapshots',
  prepare: async () => {
    const bytes = (await (await packSnapshot(everyField, key, pause))?.bytes()) ?? assert.fail();
    const start = bytes.indexOf(10) + 1;
    const head = Buffer.from(bytes.subarray(0, start - 65));
    const lines = gunzipSync(bytes.subarray(start)).toString().split('\n');
    return async (random) => {
      if (random() < 0.3) {
        const changed = mutateBytes(bytes, random);
        if (await unpackSnapshot(changed, key, pause))
          assert.deepEqual(Buffer.from(changed), Buffer.from(bytes));
        return;
      }
      const at = Math.floor(random() * lines.length);
      const line = mutateJsonText(JSON.parse(lines[at]!), random);
      const packed = gzipSync(lines.with(at, new TextDecoder().decode(line)).join('\n'), { level: 1 });
      const digest = createHash('sha256').update(packed).digest('hex');
      const read = await unpackSnapshot(
        Buffer.concat([head, Buffer.from(`${digest}\n`), packed]),
        key,
        pause,
      );
      if (read) await lookAt(read);
    };
  },
};
