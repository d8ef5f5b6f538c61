import type { TestContext } from 'node:test';
import type { GitLabChanges } from '../../../../src/core/settling/gitLabChanges.ts';
import { createFixMergeRequest, type FixPorts } from '../../../../src/core/settling/createFixMergeRequest.ts';
import { prepareFix, type PreparedFix } from '../../../../src/core/settling/prepareFix.ts';
import type { Outcome, Target } from '../../../../src/core/settling/ports.ts';
import type { Role } from '../../../gitlab/state/role.ts';
import { flawless } from '../support/reports.ts';
import { makeWriteStage, type WriteStage } from '../support/writeStage.ts';

export const newDiff = `diff --git a/src/new.ts b/src/new.ts
--- a/src/new.ts
+++ b/src/new.ts
@@ -1,3 +1,3 @@
 first();
-fresh();
+safe();
 last();
`;

const oldDiff = newDiff.replaceAll('src/new.ts', 'src/old.ts').replace('fresh', 'old');

function remediated(diff: string, report: object): object {
  const fix = (id: number, own: string) => ({
    fixes: [{ id: `finding-${id}` }],
    summary: 'Call safe() instead\n/close @dana',
    diff: Buffer.from(own).toString('base64'),
  });
  return { ...report, remediations: [fix(0, oldDiff), fix(1, diff)] };
}

export interface FixStageOptions {
  readonly diff?: string;
  readonly tier?: 'ultimate' | 'ce';
  readonly role?: Role;
  /** Files of the merge request besides the flagged one. */
  readonly longestSilence?: number;
  readonly changed?: Readonly<Record<string, string>>;
}

/** An old finding of the default branch and a new one of the merge request, each with a remediation. */
export function makeFixStage(
  t: Pick<TestContext, 'after'>,
  {
    diff = newDiff,
    tier = 'ultimate',
    role = 'developer',
    changed = {},
    longestSilence = 1500,
  }: FixStageOptions = {},
): Promise<WriteStage> {
  const old = ['src/old.ts', 2, 'old'] as const;
  return makeWriteStage(t, {
    gitlab: { tier, version: '19.4.0' },
    role,
    longestSilence,
    files: { 'src/old.ts': 'first();\nold();\nlast();\n' },
    changed: { 'src/new.ts': 'first();\nfresh();\nlast();\n', ...changed },
    before: remediated(diff, flawless(old)),
    after: remediated(diff, flawless(old, ['src/new.ts', 2, 'new'])),
  });
}

type Makeable = Extract<PreparedFix, { kind: 'own' | 'byGitLab' }>;

export interface Hooks {
  /** Called when all has been looked for and something is about to be sent. */
  readonly beforeSending?: () => void;
}

/** What a user does: prepare, look, create. */
export async function fix(stage: WriteStage, target: Target, hooks: Hooks = {}): Promise<Outcome> {
  const prepared = await prepare(stage, target);
  if (prepared.kind === 'there') {
    keepIn(stage)(target, prepared.mergeRequest);
    return { kind: 'done', target, already: true };
  }
  if (prepared.kind !== 'own' && prepared.kind !== 'byGitLab') throw new Error(JSON.stringify(prepared));
  return create(stage, target, prepared, hooks);
}

export async function prepare(stage: WriteStage, target: Target): Promise<PreparedFix> {
  return prepareFix(target, (await stage.connect()).mergeRequests, new AbortController().signal);
}

export function create(
  stage: WriteStage,
  target: Target,
  prepared: Makeable,
  { beforeSending = () => {} }: Hooks = {},
): Promise<Outcome> {
  const connect = async (): Promise<GitLabChanges> => {
    const gitlab = await stage.connect();
    const own = gitlab.mergeRequests;
    const hooked = new Proxy(own, {
      get: (_, name: keyof typeof own) => {
        const method = own[name].bind(own) as (...args: unknown[]) => unknown;
        return (...args: unknown[]) => {
          if (['commit', 'open', 'openForFinding'].includes(name)) beforeSending();
          return method(...args);
        };
      },
    });
    return { ...gitlab, mergeRequests: hooked };
  };
  return createFixMergeRequest(target, prepared, { ...stage.ports, connect, keep: keepIn(stage) });
}

function keepIn({ marks }: WriteStage): FixPorts['keep'] {
  return ({ root, finding }, fixMergeRequest) =>
    marks.update(root, [finding.key], (own) => ({ ...own, fixMergeRequest }));
}

/** Branches and open merge requests that were made for findings. */
export function made({ gitlab, project }: WriteStage) {
  const branches = project.repository?.branches().filter((name) => name.startsWith('remediate/')) ?? [];
  const mergeRequests = gitlab
    .mergeRequests(project)
    .filter(({ sourceBranch }) => sourceBranch.startsWith('remediate/'));
  return { branches, mergeRequests };
}
