import { pipeline, Transform, type Readable } from 'stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'zlib';
import { TransportError } from './transportError.ts';

/** Encodings (RFC 9110, 8.4.1) that are asked for and taken back. */
export const acceptEncoding = 'gzip, deflate, br';

const decoders: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/**
 * A body without its encoding. What arrives is counted, too: a compressed stream may go on for ever and come to
 * nothing. What comes out of it is counted by whoever reads it.
 *
 * @param most bytes that may come out; compressed there are hardly ever more
 */
export function decoded(body: Readable, encoding: string | undefined, most: number): Readable {
  const names = (encoding ?? '').toLowerCase().split(',');
  const steps = names.map((name) => decoders[name.trim()]).filter((decoder) => decoder !== undefined);
  if (steps.length === 0) return body;
  const stages = [counter(most + most / 100 + 64 * 1024), ...steps.reverse().map((decoder) => decoder())];
  // An error, or an early end of the last stream, ends them all, the socket included.
  return pipeline([body, ...stages], () => {}) as unknown as Readable;
}

function counter(most: number): Transform {
  let size = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, callback) {
      size += chunk.length;
      if (size > most)
        callback(new TransportError('TOO_LARGE', `more than ${Math.round(most)} bytes, compressed`));
      else callback(null, chunk);
    },
  });
}
