import assert from 'node:assert/strict';
import { Kind, OperationTypeNode, parse } from 'graphql';
import type { Random } from '../../../bench/placement/random.ts';
import { isGitLabFailure } from '../../../src/core/model/failure.ts';
import { findingShape } from '../../../src/core/model/shapes/findingShape.ts';
import type { Outcome, SettlingPorts } from '../../../src/core/settling/ports.ts';
import type { GitLabChanges } from '../../../src/core/settling/gitLabChanges.ts';
import { SnapshotStore } from '../../../src/core/sync/snapshotStore.ts';
import type { Fetch } from '../../../src/gitlab/requester.ts';
import { watchedLogger } from '../../support/watchedLogger.ts';
import { lookAt } from '../lookAt.ts';
import type { Target } from '../target.ts';
import { keyOf } from './answers.ts';
import { mutateAnswer, type Recorded } from './mutateAnswer.ts';
import { connectionsOver, recordFlow, type RecordedFlow } from './recordWrites.ts';
import { knownEnds, writeFlows, type Ended } from './writeFlows.ts';

/** More than any flow needs with every read of it tried three times. */
const mostRequests = 100;

/**
 * What GitLab answered to looks and writes, with one or two of the answers changed: nothing is thrown, the outcome is one
 * of those that are known, nothing is sent twice, and what is shown then can be shown.
 */
export const writeAnswers: Target = {
  name: 'writeAnswers',
  prepare: async () => {
    const flows: RecordedFlow[] = [];
    for (const flow of writeFlows) flows.push(await recordFlow(flow));
    return (random) => tryFlow(flows[Math.floor(random() * flows.length)]!, random);
  },
};

async function tryFlow(flow: RecordedFlow, random: Random): Promise<void> {
  const { root, snapshot, finding } = flow.target;
  const server = answering(flow, random);
  const connections = connectionsOver(server.fetch, snapshot.instance.url, 'token');
  const store = new SnapshotStore();
  store.settle(snapshot);
  const underway = new Set<string>();
  const ports: SettlingPorts<GitLabChanges> = {
    connect: (instance) => connections.changes(instance),
    logger: watchedLogger(),
    amend: (target, change) => store.amend(root, [target.finding.key], change),
    begin: (targets) => {
      for (const target of targets) underway.add(target.finding.key);
      return (target) => underway.delete(target.finding.key);
    },
    refresh: () => Promise.resolve(),
  };
  const outcomes = await flow.run(flow.target, ports).catch((error: unknown): readonly Ended[] => {
    // Whoever prepares something is told what GitLab answered; nothing else is thrown.
    if (isGitLabFailure(error) && server.writes.length === 0) return [];
    throw error;
  });
  for (const outcome of outcomes) assertKnown(flow, outcome);
  assert.deepEqual([...underway], [], 'nothing stays under way');
  assert.deepEqual(twice(server.writes), [], 'nothing is sent twice');
  const shown = store.cells.get(root)?.ready ?? assert.fail('nothing is shown');
  for (const one of shown.findings) assert.ok(findingShape(one), `${flow.name}: ${JSON.stringify(one)}`);
  assert.ok(shown.findings.some(({ key }) => key === finding.key));
  await lookAt(shown);
}

function assertKnown({ name, target }: RecordedFlow, outcome: Ended): void {
  assert.ok(knownEnds.has(outcome.kind), `${name} ended as ${outcome.kind}`);
  if ('target' in outcome && !('request' in outcome)) assert.equal((outcome as Outcome).target, target);
  const { failure } = outcome as { readonly failure?: unknown };
  const isOfOurs = [TypeError, RangeError, SyntaxError, DOMException].some(
    (fault) => failure instanceof fault,
  );
  if (isOfOurs) throw failure;
  for (const link of ['issue', 'mergeRequest'] as const) {
    const made = (outcome as unknown as Record<string, unknown>)[link];
    if (made === undefined) continue;
    const { iid, url } = made as Record<string, unknown>;
    assert.ok(typeof iid === 'string' && typeof url === 'string', `${name}: ${JSON.stringify(made)}`);
  }
}

/** GitLab, as it was recorded but for one or two answers. A question that was not asked then has no answer. */
function answering({ answers }: RecordedFlow, random: Random) {
  const keys = [...answers.keys()];
  const aim = () => keys[Math.floor(random() * keys.length)];
  const aims = new Set([aim(), ...(random() < 0.3 ? [aim()] : [])]);
  const asked = new Map<string, number>();
  const writes: string[] = [];
  let requests = 0;
  const fetch: Fetch = (url, init) => {
    requests += 1;
    assert.ok(requests <= mostRequests, 'a storm of requests');
    const key = keyOf(url, init);
    const turn = asked.get(key) ?? 0;
    asked.set(key, turn + 1);
    const known = answers.get(key);
    const original = known?.[Math.min(turn, known.length - 1)];
    const answer = original && aims.has(key) ? mutateAnswer(original, random) : original;
    const write = writeOf(url, init);
    // GitLab checks a position before it does anything, and refuses one with 400.
    if (write !== undefined && answer?.status !== 400) writes.push(write);
    return Promise.resolve(toResponse(answer));
  };
  return { fetch, writes };
}

function toResponse(answer: Recorded | undefined): Response {
  if (!answer) return new Response('{"message":"404 Not Found"}', { status: 404 });
  const { status, headers, body } = answer;
  return new Response(status === 204 ? null : Uint8Array.from(body), { status, headers });
}

/** The mutation's name, or method and path. */
function writeOf(url: URL, { method, body = '' }: { readonly method: string; readonly body?: string }) {
  if (!url.pathname.endsWith('/api/graphql'))
    return method === 'GET' ? undefined : `${method} ${url.pathname}`;
  const { query } = JSON.parse(body) as { readonly query: string };
  const [operation] = parse(query).definitions;
  const isWrite =
    operation?.kind === Kind.OPERATION_DEFINITION && operation.operation === OperationTypeNode.MUTATION;
  return isWrite ? (operation.name?.value ?? 'mutation') : undefined;
}

function twice(writes: readonly string[]): readonly string[] {
  return writes.filter((write, index) => writes.indexOf(write) !== index);
}
