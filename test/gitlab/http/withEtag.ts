import { createHash } from 'node:crypto';
import type { Incoming } from './incoming.ts';
import type { Reply } from './reply.ts';

/** Marks what a GET gives, and sends nothing to who has it already. */
export function withEtag({ method, headers }: Incoming, reply: Reply): Reply {
  if (method !== 'GET' || reply.status !== 200) return reply;
  const etag = `W/"${createHash('sha256').update(reply.body).digest('hex').slice(0, 32)}"`;
  const marked = { ...reply.headers, etag, 'cache-control': 'max-age=0, private, must-revalidate' };
  const known = (headers['if-none-match'] ?? '').split(/\s*,\s*/);
  if (known.includes(etag)) return { status: 304, headers: marked, body: Buffer.alloc(0) };
  return { ...reply, headers: marked };
}
