import { nodeFetch } from '../../src/editor/network/nodeFetch.ts';
import { noNetworkSettings } from './network/noNetworkSettings.ts';
import { watchedLogger } from './watchedLogger.ts';
import { execFileSync } from 'node:child_process';
import { fetchSnapshot } from '../../src/core/sync/fetchSnapshot.ts';
import type { ReadySnapshot, Snapshot } from '../../src/core/model/snapshot.ts';
import type { BranchHead, ScannedText } from '../../src/core/sync/ports.ts';
import { RunMemory } from '../../src/core/sync/runMemory.ts';
import { Connections } from '../../src/gitlab/connections.ts';

export interface RunOptions {
  /** The signed-in instance's URL; none for signed out. */
  readonly url?: string;
  readonly token?: string;
  /** A clone whose branch is checked out. */
  readonly clone: string;
  readonly remotes?: Readonly<Record<string, string>>;
  readonly head?: Partial<BranchHead>;
  readonly ignoredHosts?: readonly string[];
  readonly memory?: RunMemory;
  /** To go on with what an earlier run learnt, as a window does. */
  readonly connections?: Connections;
  readonly chosen?: string;
  readonly signal?: AbortSignal;
  readonly onPart?: (part: ReadySnapshot) => void;
  /** Told of every line logged. */
  readonly log?: (line: string) => void;
}

/** One run of the core against a real server and a real repository, with retries that do not wait. */
export async function run(options: RunOptions): Promise<Snapshot> {
  const signal = options.signal ?? new AbortController().signal;
  const connections = options.connections ?? connect(options);
  return fetchSnapshot(
    branchHead(options),
    {
      signedIn: connections,
      scannedText: gitText(options.clone),
      memory: options.memory ?? new RunMemory(),
      now: () => 1,
      logger: failOnFault,
      ...(options.onPart && { onPart: options.onPart }),
    },
    options.chosen,
    signal,
  );
}

/** The same, where findings are to be expected. */
export async function runReady(options: RunOptions): Promise<ReadySnapshot> {
  const snapshot = await run(options);
  if (snapshot.kind !== 'ready') throw new Error(`not ready: ${JSON.stringify(snapshot)}`);
  return snapshot;
}

export function connect({
  url,
  token,
  ignoredHosts = [],
  log = () => {},
}: Pick<RunOptions, 'url' | 'token' | 'ignoredHosts' | 'log'>): Connections {
  return new Connections({
    fetch: nodeFetch(noNetworkSettings),
    logger: watchedLogger(log),
    instances: () => Promise.resolve(url === undefined ? [] : [{ url }]),
    ignoredHosts: () => ignoredHosts,
    token: () => Promise.resolve(token),
    wait: () => Promise.resolve(),
    random: () => 0,
    now: () => 0,
  });
}

export function git(folder: string, ...args: readonly string[]): string {
  return execFileSync('git', args, {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
}

function branchHead({ clone, url = 'https://gitlab.example.com', remotes, head }: RunOptions): BranchHead {
  const branch = git(clone, 'branch', '--show-current');
  return {
    repository: { root: `file://${clone}`, name: 'api' },
    remotes: Object.entries(remotes ?? { origin: `${url}/acme/shop/api.git` }).map(([name, address]) => ({
      name,
      url: address,
    })),
    ...(branch !== '' && { branch }),
    remoteBranches: [branch],
    commit: git(clone, 'rev-parse', 'HEAD'),
    probableBase: git(clone, 'merge-base', 'HEAD', 'main'),
    ...head,
  };
}

function gitText(clone: string): ScannedText {
  return {
    linesAt: (_, commit, paths) => {
      const texts = new Map<string, readonly string[] | undefined>();
      const read = (path: string) => {
        try {
          return git(clone, 'show', `${commit}:${path}`).split('\n');
        } catch {
          return undefined;
        }
      };
      return Promise.resolve((path) => {
        // Every finding asks, and a process for each took most of a run.
        if (paths.includes(path) && !texts.has(path)) texts.set(path, read(path));
        return texts.get(path);
      });
    },
  };
}

/** What the core logs as an error is a fault of ours, and hides in no test. */
const failOnFault = {
  trace: () => {},
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: (message: string) => {
    throw new Error(message);
  },
};
