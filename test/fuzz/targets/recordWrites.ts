import type { SettlingPorts, Target } from '../../../src/core/settling/ports.ts';
import type { GitLabChanges } from '../../../src/core/settling/gitLabChanges.ts';
import { Connections } from '../../../src/gitlab/connections.ts';
import type { Fetch } from '../../../src/gitlab/requester.ts';
import { watchedLogger } from '../../support/watchedLogger.ts';
import { makeFixStage } from '../../unit/gitlab/writes/fixStage.ts';
import { keyOf } from './answers.ts';
import type { Recorded } from './mutateAnswer.ts';
import type { WriteFlow } from './writeFlows.ts';

export interface RecordedFlow extends WriteFlow {
  /** For each question all answers to it, in the order in which they came. */
  readonly answers: ReadonlyMap<string, readonly Recorded[]>;
  readonly target: Target;
}

export function connectionsOver(fetch: Fetch, url: string, token: string): Connections {
  return new Connections({
    fetch,
    logger: watchedLogger(),
    instances: () => Promise.resolve([{ url }]),
    ignoredHosts: () => [],
    token: () => Promise.resolve(token),
    wait: () => Promise.resolve(),
    random: () => 0,
    now: () => 0,
  });
}

/** Does it once at the test GitLab and once again, when it is done already, and keeps all that was answered. */
export async function recordFlow(flow: WriteFlow): Promise<RecordedFlow> {
  const cleanups: (() => unknown)[] = [];
  try {
    const after = (cleanup: unknown) => void cleanups.push(cleanup as () => unknown);
    const { tier } = flow;
    const stage = await makeFixStage({ after }, { tier, role: 'maintainer', longestSilence: 30_000 });
    const { gitlab, developer } = stage;
    let target = stage.target(flow.finding);
    if (flow.name === 'restore') {
      gitlab.dismiss(target.finding.uuid ?? '', { by: developer });
      await stage.refresh();
      target = stage.target(flow.finding);
    }
    const answers = new Map<string, Recorded[]>();
    const record: Fetch = async (url, init) => {
      const response = await fetch(url, init);
      const body = new Uint8Array(await response.arrayBuffer());
      const headers = Object.fromEntries(response.headers);
      for (const name of ['content-length', 'content-encoding', 'transfer-encoding', 'etag'])
        Reflect.deleteProperty(headers, name);
      const key = keyOf(url, init);
      answers.set(key, [...(answers.get(key) ?? []), { status: response.status, headers, body }]);
      return new Response(body.length === 0 ? null : body, { status: response.status, headers });
    };
    const connections = connectionsOver(record, gitlab.url, gitlab.addToken(developer));
    const ports: SettlingPorts<GitLabChanges> = {
      connect: (instance) => connections.changes(instance),
      logger: watchedLogger(),
      amend: () => {},
      begin: () => () => {},
      refresh: () => Promise.resolve(),
    };
    const [first] = await flow.run(target, ports);
    if (first?.kind !== 'done' && first?.kind !== 'created')
      throw new Error(
        `${flow.name}: ${JSON.stringify(first, (key, value: unknown) => (key === 'target' || key === 'request' ? undefined : value instanceof Error ? String(value) : value))}`,
      );
    await flow.run(target, ports);
    return { ...flow, answers, target };
  } finally {
    for (const cleanup of cleanups.reverse()) await cleanup();
  }
}
