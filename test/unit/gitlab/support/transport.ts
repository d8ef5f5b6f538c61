import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { after, type TestContext } from 'node:test';
import type { Answer, RequestOptions, RequesterPorts } from '../../../../src/gitlab/requester.ts';
import { Requester } from '../../../../src/gitlab/requester.ts';
import { nodeFetch } from '../../../../src/editor/network/nodeFetch.ts';
import { noNetworkSettings } from '../../../support/network/noNetworkSettings.ts';
import { watch, watchedLogger } from '../../../support/watchedLogger.ts';
import { noteSecretOf } from '../../../gitlab/http/tokenWatch.ts';
import { listen } from '../../../gitlab/http/listen.ts';

/** What no log may ever hold; every test's token is this one. */
export const secretToken = ['glpat', 'SECRETsecretSECRET12'].join('-');

type Answering = (request: IncomingMessage, response: ServerResponse) => void;

/** A server that answers as a test wants; ends with it. */
export async function serve(t: TestContext, answer: Answering): Promise<string> {
  const server = createServer(answer);
  const port = await listen(server);
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${port}`;
}

export interface Setup {
  readonly ask: (options?: Partial<RequestOptions>, signal?: AbortSignal) => Promise<Answer>;
  readonly requester: Requester;
  /** How long each retry would have waited. */
  readonly waits: number[];
}

/** Where it is sent on purpose. */
const homes = new Set<number>();
noteSecretOf(secretToken, homes);

/** From now on this server may see the token. */
export function signInTo(url: string): void {
  homes.add(Number(new URL(url).port));
}

/** Every line that any requester of this test file logged. */
export const logged: string[] = [];

after(() => {
  for (const line of logged) assert.ok(!line.includes(secretToken), line);
});

/** A requester that waits for nothing, and remembers what it would have waited for. */
export function requesterOf(url: string, more: Partial<RequesterPorts> = {}): Setup {
  const waits: number[] = [];
  const log = (line: string) => void logged.push(line);
  signInTo(url);
  const requester = new Requester(
    { url },
    {
      fetch: nodeFetch(noNetworkSettings),
      logger: watchedLogger(log),
      token: () => Promise.resolve(secretToken),
      wait: (milliseconds) => {
        waits.push(milliseconds);
        return Promise.resolve();
      },
      random: () => 0.5,
      now: () => performance.now(),
      ...more,
    },
  );
  const ask: Setup['ask'] = async (options = {}, signal = new AbortController().signal) => {
    const all = { method: 'GET', path: '/api/v4/thing', isRead: true, limit: 1000, ...options } as const;
    try {
      return await requester.request(all, signal);
    } catch (error) {
      watch(error, 'an error');
      throw error;
    }
  };
  return { ask, requester, waits };
}
