import type { FailureCode } from '../model/failure.ts';
import type { MergeRequest } from '../model/mergeRequest.ts';
import { instanceName, type Instance } from '../model/project.ts';
import type { CandidateProject } from '../remote/candidateProjects.ts';
import { failureOf } from './failureOf.ts';
import type {
  BranchHead,
  GitLab,
  MergeRequestPipelines,
  Overview,
  OverviewQuestion,
  SignedIn,
} from './ports.ts';
import type { MemoryOfRun } from './runMemory.ts';

/** The merge request, or for want of one the project, that a branch belongs to. */
export interface Located {
  readonly gitlab: GitLab;
  readonly overview: Overview;
  readonly chosen?: MergeRequestPipelines;
  readonly choices: readonly MergeRequest[];
  /** Why it is not known whether the project this one was forked from has a merge request of the branch. */
  readonly originFailure?: FailureCode;
  /** Under which a run remembers all findings of the head pipeline, where they are many. */
  readonly findingsKey: string;
}

export interface LocatePorts {
  readonly signedIn: SignedIn;
  readonly memory: MemoryOfRun;
  /**
   * Told where no project that a remote means has a merge request of the branch, before the projects that they were
   * forked from are asked, and whether there are any.
   */
  readonly onNone: (branchOnly: Located, isFork: Promise<boolean>) => void;
}

/** What one project has of the branch. */
export type Answer = Pick<Located, 'gitlab' | 'overview' | 'findingsKey'>;

/** Asks several projects at once. */
export async function askAll(
  candidates: readonly CandidateProject[],
  head: BranchHead,
  chosenUrl: string | undefined,
  { signedIn, memory }: LocatePorts,
  signal: AbortSignal,
): Promise<readonly Answer[]> {
  const settled = await Promise.allSettled(
    candidates.map(async ({ instance, path }) =>
      askOne(await signedIn.connect(instance), path, head, chosenUrl, memory, signal),
    ),
  );
  signal.throwIfAborted();
  const answers = settled.flatMap((result) =>
    result.status === 'fulfilled' && result.value ? [result.value] : [],
  );
  const failed = settled.find((result) => result.status === 'rejected');
  // One remote that cannot be reached hides nothing as long as another one answers.
  if (answers.length === 0 && failed) throw failed.reason;
  return answers;
}

/** Asks one project; `undefined` where it is not there. */
export async function askOne(
  gitlab: GitLab,
  projectPath: string,
  head: BranchHead,
  chosenUrl: string | undefined,
  memory: MemoryOfRun,
  signal: AbortSignal,
): Promise<Answer | undefined> {
  const iid = chosenUrl?.includes(`/${projectPath}/-/merge_requests/`)
    ? /\/(\d+)$/.exec(chosenUrl)?.[1]
    : undefined;
  const { remoteBranches: branches, probableBase } = head;
  const findingsKey = `${gitlab.instance.url} findings of ${projectPath} ${branches.join(' ')} ${iid ?? ''}`;
  const question: OverviewQuestion = {
    projectPath,
    branches,
    decidedOnly: memory.recall(findingsKey) !== undefined,
    ...(iid !== undefined && { mergeRequestIid: iid }),
    ...(probableBase !== undefined && { probableBase }),
  };
  const overview = await gitlab.overview(question, signal, memory);
  return overview && { gitlab, overview, findingsKey };
}

/** A fork's merge request usually lives in the project it was forked from, which may have no remote here. */
export async function originsOf(
  answers: readonly Answer[],
  candidates: readonly CandidateProject[],
  head: BranchHead,
  { memory, onNone }: LocatePorts,
  signal: AbortSignal,
): Promise<{ readonly origins: readonly Answer[]; readonly failure?: FailureCode }> {
  const [preferred] = answers;
  if (!preferred || answers.some(({ overview }) => overview.mergeRequests.length > 0)) return { origins: [] };
  const asked = new Set(candidates.map(({ instance, path }) => idOf(instance, path)));
  const forks = answers.map(async ({ gitlab, overview }) => {
    const path = await gitlab.forkedFrom(overview.project.path, signal);
    return path === undefined || asked.has(idOf(gitlab.instance, path)) ? undefined : { gitlab, path };
  });
  const isFork = Promise.all(forks).then(
    (found) => found.some((fork) => fork !== undefined),
    () => false,
  );
  onNone({ ...preferred, choices: [] }, isFork);
  const settled = await Promise.allSettled(
    forks.map(async (fork): Promise<readonly Answer[]> => {
      const found = await fork;
      const origin = found && (await askOne(found.gitlab, found.path, head, undefined, memory, signal));
      return origin && origin.overview.mergeRequests.length > 0 ? [origin] : [];
    }),
  );
  const origins = settled.flatMap((result) => (result.status === 'fulfilled' ? result.value : []));
  const failed = settled.find((result) => result.status === 'rejected');
  return { origins, ...(failed && { failure: failureOf(failed.reason, signal) }) };
}

function idOf(instance: Instance, path: string): string {
  return `${instanceName(instance)}/${path.toLowerCase()}`;
}
