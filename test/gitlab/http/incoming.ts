import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** A request, read whole. */
export interface Incoming {
  readonly method: string;
  /** Below the sub-path, still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Undefined for what is not below the sub-path. */
export async function readIncoming(request: IncomingMessage, subPath: string): Promise<Incoming | undefined> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const [path = '/', query = ''] = (request.url ?? '/').split(/\?(.*)/s);
  if (path !== subPath && !path.startsWith(`${subPath}/`)) return undefined;
  return {
    method: request.method ?? 'GET',
    path: path.slice(subPath.length) || '/',
    query: new URLSearchParams(query),
    headers: request.headers,
    body: Buffer.concat(chunks),
  };
}
