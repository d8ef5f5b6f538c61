import type { TestContext } from 'node:test';
import type { Snapshot } from '../../../../src/core/model/snapshot.ts';
import { fetchSnapshot } from '../../../../src/core/sync/fetchSnapshot.ts';
import type { BranchHead } from '../../../../src/core/sync/ports.ts';
import { RunMemory } from '../../../../src/core/sync/runMemory.ts';
import type { GitLabOptions } from '../../../gitlab/settings.ts';
import { makeScene, type Scene } from '../../../gitlab/support/scene.ts';
import type { Pipeline } from '../../../gitlab/state/pipeline.ts';
import { connect, git } from '../../../support/run.ts';

/** What a test adds to a scene. */
export interface Props {
  readonly head?: Partial<BranchHead>;
  readonly pipelines?: readonly Pipeline[];
}

/** A scene on which many runs are made; what git tells of it is asked once. */
export interface Stage extends Scene {
  /** A job of the pipelines that the test added. */
  readonly jobId: (name: string) => number;
  /** A run of the core; runs with one memory are those of one repository. */
  readonly play: (memory?: RunMemory, token?: string) => Promise<Snapshot>;
}

export async function makeStage(
  t: TestContext,
  options: GitLabOptions,
  prepare: (scene: Scene) => Props = () => ({}),
): Promise<Stage> {
  const scene = await makeScene(t, options);
  const props = prepare(scene);
  const { clone } = scene.repository;
  const { url } = scene.gitlab;
  const head: BranchHead = {
    repository: { root: 'file:///api', name: 'api' },
    remotes: [{ name: 'origin', url: `${url}/acme/shop/api.git` }],
    branch: 'feature',
    remoteBranches: ['feature'],
    commit: git(clone, 'rev-parse', 'HEAD'),
    probableBase: git(clone, 'merge-base', 'HEAD', 'main'),
    ...props.head,
  };
  const silent = () => {};
  const ports = {
    scannedText: { linesAt: () => Promise.resolve(new Map<string, readonly string[]>()) },
    now: () => 1,
    logger: { trace: silent, debug: silent, info: silent, warn: silent, error: silent },
  };
  const play: Stage['play'] = (memory = new RunMemory(), token = scene.token) =>
    fetchSnapshot(
      head,
      { ...ports, signedIn: connect({ url, token }), memory },
      undefined,
      new AbortController().signal,
    );
  const jobId = (name: string) =>
    props.pipelines?.flatMap(({ jobs }) => jobs).find((job) => job.name === name)?.id ?? 0;
  return { ...scene, play, jobId };
}
