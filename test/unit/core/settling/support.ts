import { nodeFetch } from '../../../../src/editor/network/nodeFetch.ts';
import { noNetworkSettings } from '../../../support/network/noNetworkSettings.ts';
import type { TestContext } from 'node:test';
import { SnapshotStore } from '../../../../src/core/sync/snapshotStore.ts';
import type { Finding } from '../../../../src/core/model/finding.ts';
import type { Instance } from '../../../../src/core/model/project.ts';
import { Marks } from '../../../../src/core/settling/marks.ts';
import type { GitLabChanges } from '../../../../src/core/settling/gitLabChanges.ts';
import type { SettlingPorts, Target } from '../../../../src/core/settling/ports.ts';
import { Connections } from '../../../../src/gitlab/connections.ts';
import type { GitLabOptions } from '../../../gitlab/settings.ts';
import { flawless } from '../../gitlab/support/reports.ts';
import { makeStage, type Stage } from '../../gitlab/support/stage.ts';

/** The root of the repository that all runs are made in. */
export const root = 'file:///api';

/** A stage as the editor holds it: a store with marks, and what changes GitLab. */
export interface Scene extends Stage {
  readonly store: SnapshotStore;
  readonly marks: Marks;
  readonly saved: Map<string, unknown>;
  /** What the store holds now. */
  target(title?: string): Target;
  refresh(): Promise<void>;
  signOut(): void;
  /** Of one kind of changes, as the editor gives them. */
  ports<G>(of: (changes: GitLabChanges) => G): SettlingPorts<G>;
  readonly refreshes: string[];
}

export interface SceneOptions extends GitLabOptions {
  readonly role?: 'developer' | 'maintainer';
  readonly rules?: readonly string[];
}

/** One SAST finding per rule, each on a line of its own file, in a merge request's pipeline. */
export async function makeScene(
  t: TestContext,
  { role = 'maintainer', rules = ['sqli'], ...options }: SceneOptions = {},
): Promise<Scene> {
  const report = flawless(...rules.map((rule) => [`src/${rule}.ts`, 1, rule] as const));
  const jobs = { base: [], head: [{ name: 'semgrep-sast', reports: { sast: report } }] };
  const stage = await makeStage(t, { tier: 'ultimate', ...options }, jobs);
  stage.gitlab.setRole(stage.project, stage.developer, role);
  const saved = new Map<string, unknown>();
  const marks = new Marks({ load: (key) => saved.get(key), save: (key, value) => saved.set(key, value) });
  const store = new SnapshotStore((snapshot) => marks.apply(snapshot));
  marks.onDidChange((changed) => store.remark(changed));
  let token: string | undefined = stage.token;
  const connections = new Connections({
    fetch: nodeFetch(noNetworkSettings),
    logger: silent,
    instances: () => Promise.resolve([{ url: stage.gitlab.url }]),
    ignoredHosts: () => [],
    token: () => Promise.resolve(token),
    wait: () => Promise.resolve(),
    random: () => 0,
    now: () => 0,
    longestSilence: 150,
  });
  const refresh = async () => store.settle(await stage.play());
  await refresh();
  stage.gitlab.resetRequests();
  const refreshes: string[] = [];
  return {
    ...stage,
    store,
    marks,
    saved,
    refresh,
    refreshes,
    signOut: () => (token = undefined),
    target: (title) => targetIn(store, title),
    ports: (of) => ({
      connect: async (instance: Instance) => of(await connections.changes(instance)),
      logger: silent,
      amend: ({ finding }, change) => store.amend(root, [finding.key], change),
      begin: (targets, underway) => {
        const end = marks.begin(
          root,
          targets.map(({ finding }) => finding.key),
          underway,
        );
        return ({ finding }) => end(finding.key);
      },
      refresh: (changed) => {
        refreshes.push(changed);
        return Promise.resolve();
      },
    }),
  };
}

export function targetIn(store: SnapshotStore, title?: string): Target {
  const snapshot = store.cells.get(root)?.ready;
  const finding = snapshot?.findings.find((each) => title === undefined || each.title === title);
  if (!snapshot || !finding) throw new Error(`there is no ${title ?? 'finding'}`);
  return { root, snapshot, finding };
}

/** The state and dismissal of a finding, as far as both sides tell them. */
export function shown({
  finding,
}: Target): Pick<Finding, 'state' | 'underway'> & { readonly comment?: string } {
  const { state, dismissal, underway } = finding;
  return {
    state,
    ...(underway && { underway }),
    ...(dismissal?.comment !== undefined && { comment: dismissal.comment }),
  };
}

const silent = { trace: () => {}, debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
