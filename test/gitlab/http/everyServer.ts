import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, Server } from 'node:http';
import { misplacedTokens } from './tokenWatch.ts';

/** Servers that look at all they are sent themselves, bodies as well. */
const watchful = new WeakSet<object>();
const seen = new Set<string>();

export function checksItself(server: object): void {
  watchful.add(server);
}

/** Something that was given away, wherever it was seen: this process fails, however its tests went. */
export function tell(what: string): void {
  seen.add(what);
}

/** What was told so far, for tests that give something away on purpose; it does not count any more. */
export function takeBack(): readonly string[] {
  const told = [...seen];
  seen.clear();
  return told;
}

// Node tells of every request to any server of this process: other instances, portals, stores, targets of redirects.
subscribe('http.server.request.start', (message) => {
  const { request, server } = message as { readonly request: IncomingMessage; readonly server: Server };
  if (watchful.has(server)) return;
  const { url = '', headers, socket } = request;
  for (const what of misplacedTokens({ url, headers }, { server, port: socket.localPort }))
    tell(`${what} (port ${socket.localPort ?? 0}, ${headers.host ?? 'no host'})`);
});

process.on('exit', () => {
  if (seen.size === 0) return;
  process.exitCode = 1;
  console.error(['Secrets were given away:', ...seen].join('\n  '));
});
