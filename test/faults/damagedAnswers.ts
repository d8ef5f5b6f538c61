import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { Reply } from '../gitlab/http/reply.ts';
import type { WireFault } from './wireFault.ts';

const zipped = (change: (packed: Buffer) => Buffer): WireFault['fault'] => ({
  kind: 'sent',
  send: (response, { status, headers, body }) => {
    const packed = change(gzipSync(body));
    response.writeHead(status, {
      ...headers,
      'content-encoding': 'gzip',
      'content-length': packed.length,
    });
    response.end(packed);
    return status;
  },
});

/** The same again and again, until nobody reads on. */
const endless = (chunk: Buffer, encoding?: string): WireFault['fault'] => ({
  kind: 'sent',
  send: (response: ServerResponse, { status, headers }: Reply) => {
    response.writeHead(status, { ...headers, ...(encoding && { 'content-encoding': encoding }) });
    const more = () => {
      if (!response.destroyed) response.write(chunk, () => setImmediate(more));
    };
    more();
    return status;
  },
});

const million = 1024 * 1024;
const spaces = Buffer.alloc(million, ' ');

/** Whole on the wire, and damaged inside; or without an end. */
export const damagedAnswers: readonly WireFault[] = [
  {
    name: 'gzip as it should be',
    ofBody: true,
    means: 'well',
    requests: 1,
    fault: zipped((packed) => packed),
  },
  {
    name: 'gzip with a wrong checksum',
    ofBody: true,
    means: 'unexpectedAnswer',
    requests: 1,
    fault: zipped(
      (packed) => packed.map((byte, index) => (index >= packed.length - 8 ? byte ^ 0xff : byte)) as Buffer,
    ),
  },
  {
    name: 'half of a gzip',
    ofBody: true,
    means: 'unexpectedAnswer',
    requests: 1,
    fault: zipped((packed) => packed.subarray(0, Math.floor(packed.length / 2))),
  },
  {
    name: 'cut in a gzip',
    ofBody: true,
    means: 'unreachable',
    requests: 3,
    fault: {
      kind: 'sent',
      send: (response, { status, headers, body }) => {
        const packed = gzipSync(body);
        response.writeHead(status, { ...headers, 'content-encoding': 'gzip' });
        response.write(packed.subarray(0, Math.floor(packed.length / 2)), () =>
          setTimeout(() => response.destroy(), 5),
        );
        return status;
      },
    },
  },
  {
    name: 'gzip that is none',
    ofBody: true,
    means: 'unexpectedAnswer',
    requests: 1,
    fault: zipped(() => Buffer.from('this is no gzip at all')),
  },
  {
    name: 'an answer without an end',
    ofBody: true,
    means: 'tooLarge',
    requests: 1,
    isCostly: true,
    fault: endless(spaces),
  },
  {
    // Members follow each other (RFC 1952, 2.2), each of a thousandth of what comes out of it.
    name: 'a gzip without an end',
    ofBody: true,
    means: 'tooLarge',
    requests: 1,
    isCostly: true,
    fault: endless(gzipSync(spaces), 'gzip'),
  },
];
