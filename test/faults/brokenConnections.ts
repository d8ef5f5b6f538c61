import type { ServerResponse } from 'node:http';
import type { Reply } from '../gitlab/http/reply.ts';
import type { Kind, WireFault } from './wireFault.ts';

const sent = (send: (response: ServerResponse, reply: Reply) => void): WireFault['fault'] => ({
  kind: 'sent',
  send: (response, reply) => {
    send(response, reply);
    return 0;
  },
});

const half = (body: Buffer) => body.subarray(0, Math.max(1, Math.floor(body.length / 2)));

/** Long enough for a client to have read what was sent. */
const soon = (then: () => void) => setTimeout(then, 5);

const cuts: readonly WireFault[] = [
  { name: 'nobody listens', means: 'unreachable', requests: 3, fault: 'refused' },
  {
    name: 'reset',
    means: 'unreachable',
    requests: 3,
    fault: sent(({ socket }) => socket?.resetAndDestroy()),
  },
  {
    name: 'reset once',
    means: 'well',
    requests: 2,
    times: 1,
    fault: sent(({ socket }) => socket?.resetAndDestroy()),
  },
  {
    name: 'ended before the answer',
    means: 'unreachable',
    requests: 3,
    fault: { kind: 'cut', when: 'before' },
  },
  {
    name: 'cut in the headers',
    means: 'unreachable',
    requests: 3,
    fault: sent(({ socket }) => {
      socket?.write('HTTP/1.1 200 OK\r\nContent-Ty');
      soon(() => socket?.destroy());
    }),
  },
  {
    name: 'cut in the body',
    ofBody: true,
    means: 'unreachable',
    requests: 3,
    fault: { kind: 'cut', when: 'middle' },
  },
  {
    name: 'cut in a body of unknown length',
    ofBody: true,
    means: 'unreachable',
    requests: 3,
    fault: sent((response, { status, headers, body }) => {
      response.writeHead(status, headers).write(half(body), () => soon(() => response.destroy()));
    }),
  },
  {
    name: 'cut in the body once',
    ofBody: true,
    means: 'well',
    requests: 2,
    times: 1,
    fault: { kind: 'cut', when: 'middle' },
  },
  {
    name: 'half an answer, said to be whole',
    ofBody: true,
    means: (kind) =>
      kind === 'file' ? undefined : kind === 'report' || kind === 'member' ? 'damaged' : 'unexpectedAnswer',
    requests: 1,
    fault: { kind: 'truncated' },
  },
];

/** Quick to be given up, slow enough for a busy computer to answer everything else. */
const patience = { longestSilence: 250, longestRequest: 30_000 };

const waits: readonly WireFault[] = [
  {
    name: 'no handshake',
    means: 'timeout',
    requests: 1,
    needsTls: true,
    isCostly: true,
    fault: 'noHandshake',
  },
  {
    name: 'no answer',
    means: 'timeout',
    requests: 1,
    isCostly: true,
    patience,
    fault: { kind: 'hang', when: 'before' },
  },
  {
    name: 'silence in the headers',
    means: 'timeout',
    requests: 1,
    isCostly: true,
    patience,
    fault: sent(({ socket }) => socket?.write('HTTP/1.1 200 OK\r\nContent-Ty')),
  },
  {
    name: 'silence in the body',
    ofBody: true,
    means: 'timeout',
    requests: 1,
    isCostly: true,
    patience,
    fault: sent((response, { status, headers, body }) => {
      response.writeHead(status, { ...headers, 'content-length': body.length }).write(half(body));
    }),
  },
  {
    name: 'a trickle',
    ofBody: true,
    // A download may take as long as it arrives.
    means: (kind: Kind) => (['report', 'member', 'archive'].includes(kind) ? 'well' : 'timeout'),
    requests: 1,
    isCostly: true,
    patience: { longestSilence: 5000, longestRequest: 300 },
    fault: sent((response, { status, headers, body }) => {
      response.writeHead(status, { ...headers, 'content-length': body.length });
      let at = 0;
      const timer = setInterval(() => {
        const end = at + Math.ceil(body.length / 10);
        response.write(body.subarray(at, end));
        at = end;
        if (at >= body.length) response.end();
      }, 50);
      response.on('close', () => clearInterval(timer));
    }),
  },
];

/** The connection breaks, or stays open for nothing. */
export const brokenConnections: readonly WireFault[] = [...cuts, ...waits];
