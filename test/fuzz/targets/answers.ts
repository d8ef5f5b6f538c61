import assert from 'node:assert/strict';
import type { Snapshot } from '../../../src/core/model/snapshot.ts';
import { fetchSnapshot } from '../../../src/core/sync/fetchSnapshot.ts';
import { RunMemory } from '../../../src/core/sync/runMemory.ts';
import { Connections } from '../../../src/gitlab/connections.ts';
import { lookAt } from '../lookAt.ts';
import type { Target, TryOne } from '../target.ts';
import { mutateAnswer, type Recorded } from './mutateAnswer.ts';
import { recordRun } from './recordRun.ts';

const silent = () => undefined;
const logger = { trace: silent, debug: silent, info: silent, warn: silent, error: silent };

/** What GitLab answered once, with one or two of its answers changed: a run ends with a snapshot that can be shown. */
async function replay(tier: 'ultimate' | 'free', version: string): Promise<TryOne> {
  const { answers, head, instance } = await recordRun(tier, version);
  const keys = [...answers.keys()];
  return async (random) => {
    const aim = new Set([keys[Math.floor(random() * keys.length)], random() < 0.2 ? keys[0] : undefined]);
    const changed = new Map<string, Recorded>();
    const fetch = (url: URL | string, init?: RequestInit): Promise<Response> => {
      const key = keyOf(url, init);
      const original = answers.get(key);
      if (!original) return Promise.resolve(new Response('{"message":"404 Not Found"}', { status: 404 }));
      const answer = changed.get(key) ?? (aim.has(key) ? mutateAnswer(original, random) : original);
      changed.set(key, answer);
      const { status, headers, body } = answer;
      return Promise.resolve(
        new Response(status === 204 ? null : Uint8Array.from(body), { status, headers }),
      );
    };
    const connections = new Connections({
      fetch: fetch,
      logger,
      instances: () => Promise.resolve([instance]),
      ignoredHosts: () => [],
      token: () => Promise.resolve('token'),
      wait: () => Promise.resolve(),
      random: () => 0,
      now: () => 0,
    });
    const parts: Snapshot[] = [];
    const snapshot = await fetchSnapshot(
      head,
      {
        signedIn: connections,
        scannedText: { linesAt: () => Promise.resolve(() => undefined) },
        memory: new RunMemory(),
        now: () => 1,
        logger,
        onPart: (part) => parts.push(part),
      },
      undefined,
      new AbortController().signal,
    );
    assert.ok(snapshot.kind !== 'loading');
    for (const each of [...parts, snapshot]) await lookAt(each);
  };
}

/** The same for the same question. */
export function keyOf(address: URL | string, init?: RequestInit): string {
  const url = new URL(address);
  const body = typeof init?.body === 'string' ? init.body : '';
  return [init?.method ?? 'GET', url.pathname, url.search, body].join(' ');
}

export const databaseAnswers: Target = {
  name: 'databaseAnswers',
  prepare: () => replay('ultimate', '19.4.0'),
};

export const downloadedAnswers: Target = {
  name: 'downloadedAnswers',
  prepare: () => replay('free', '18.8.0'),
};
