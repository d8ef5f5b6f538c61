import type { ServerResponse } from 'node:http';
import type { Fault } from './fault.ts';
import { html, json, type Reply, signInPage } from './reply.ts';

/** The answer a fault puts in place of the true one. */
export function faulty(fault: Fault | undefined, reply: Reply): Reply {
  switch (fault?.kind) {
    case 'status': {
      const { status, body = {}, headers = {} } = fault;
      if (typeof body !== 'string') return json(status, body, headers);
      const type = { 'content-type': 'text/plain', ...headers };
      return { status, headers: type, body: Buffer.from(body) };
    }
    case 'html':
      return html(200, signInPage);
    case 'errors':
      return json(200, withErrors(JSON.parse(reply.body.toString()), fault.messages));
    case 'nulls':
      return json(reply.status, withoutField(JSON.parse(reply.body.toString()), fault.field));
    case 'contentType':
      return { ...reply, headers: { ...reply.headers, 'content-type': fault.type } };
    case 'truncated':
      return { ...reply, body: reply.body.subarray(0, Math.floor(reply.body.length / 2)) };
    default:
      return reply;
  }
}

/** An answer to one question or to several, without what the field has. */
function withoutField(answer: unknown, field: string): unknown {
  if (Array.isArray(answer)) return answer.map((one) => withoutField(one, field));
  const text = JSON.stringify(answer, (key, value: unknown) => (key === field ? null : value));
  const isHit = text !== JSON.stringify(answer);
  return { ...(JSON.parse(text) as object), ...(isHit && { errors: [{ message: 'Request timed out' }] }) };
}

/** Errors in place of what was asked for; null for each field of the root where there is any data. */
function withErrors(answer: unknown, messages: readonly string[]): unknown {
  if (Array.isArray(answer)) return answer.map((one) => withErrors(one, messages));
  const { data } = answer as { readonly data?: object };
  const nulls = data && Object.fromEntries(Object.keys(data).map((key) => [key, null]));
  return { ...(nulls && { data: nulls }), errors: messages.map((message) => ({ message })) };
}

/** Sends an answer, or as much of it as a fault lets through. Says which status went out. */
export function transmit(response: ServerResponse, reply: Reply, fault: Fault | undefined): number {
  if (fault?.kind === 'hang') return 0;
  if (fault?.kind === 'sent') return fault.send(response, reply);
  if (fault?.kind === 'cut' && fault.when !== 'middle') {
    response.destroy();
    return 0;
  }
  const hasBody = reply.status !== 304 && reply.status !== 204;
  response.writeHead(reply.status, {
    ...reply.headers,
    ...(hasBody ? { 'content-length': reply.body.length } : {}),
  });
  if (fault?.kind === 'cut') {
    const half = reply.body.subarray(0, Math.max(1, Math.floor(reply.body.length / 2)));
    response.write(half, () => {
      setTimeout(() => response.destroy(), 5);
    });
    return 0;
  }
  response.end(hasBody ? reply.body : undefined);
  return reply.status;
}
