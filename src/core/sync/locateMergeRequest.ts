import type { FailureCode } from '../model/failure.ts';
import type { MergeRequest } from '../model/mergeRequest.ts';
import { instanceName } from '../model/project.ts';
import type { Instance } from '../model/project.ts';
import { candidateProjects, type CandidateProject } from '../remote/candidateProjects.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { failureOf } from './gatherFindings.ts';
import type { BranchHead, GitLab, MergeRequestPipelines, Overview, SignedIn } from './ports.ts';

/** The merge request, or for want of one the project, that a branch belongs to. */
export interface Located {
  readonly gitlab: GitLab;
  readonly overview: Overview;
  readonly chosen?: MergeRequestPipelines;
  readonly choices: readonly MergeRequest[];
  /** Why it is not known whether the project this one was forked from has a merge request of the branch. */
  readonly originFailure?: FailureCode;
}

/** Remotes beyond these are not asked: a repository with dozens of forks must not ask dozens of questions. */
const mostProjects = 4;

/**
 * Asks every project that the remotes may mean for open merge requests of the branch, all at once, and takes the one
 * the user chose or else the most recently updated.
 *
 * @param chosenUrl the web URL of the merge request that the user picked, if any
 */
export async function locateMergeRequest(
  head: BranchHead,
  signedIn: SignedIn,
  chosenUrl: string | undefined,
  signal: AbortSignal,
): Promise<Located | Snapshot> {
  const { repository } = head;
  const projects = candidateProjects(head.remotes, await signedIn.instances());
  const first = projects.candidates[0];
  if (!first) {
    const ignored = signedIn.ignoredHosts();
    const unknown = inOrder(projects.unknown, head).find(({ host }) => !ignored.includes(host));
    if (!unknown) return { kind: 'noRemote', repository };
    return { kind: 'signedOut', repository, host: unknown.host, projectPath: unknown.path };
  }
  const candidates = inOrder(projects.candidates, head).slice(0, mostProjects);
  const answers = await askAll(candidates, head, signedIn, chosenUrl, signal);
  const { origins, failure } = await originsOf(answers, candidates, head, signal);
  const known = [...answers, ...origins];
  const preferred = known[0];
  if (!preferred) {
    const { instance, path } = candidates[0] ?? first;
    return { kind: 'projectNotFound', repository, instance, projectPath: path };
  }
  const own = new Set(projects.candidates.map(({ path }) => path.toLowerCase()));
  const open = known
    .flatMap((answer) =>
      answer.overview.mergeRequests
        .filter(({ mergeRequest }) => isOurs(mergeRequest, head, own))
        .map((entry) => ({ answer, entry })),
    )
    .sort((a, b) => b.entry.mergeRequest.updatedAt.localeCompare(a.entry.mergeRequest.updatedAt));
  const atCommit =
    head.branch === undefined
      ? open.find(({ entry }) => entry.mergeRequest.headSha === head.commit)
      : undefined;
  const chosen = open.find(({ entry }) => entry.mergeRequest.webUrl === chosenUrl) ?? atCommit ?? open[0];
  return {
    gitlab: (chosen?.answer ?? preferred).gitlab,
    overview: (chosen?.answer ?? preferred).overview,
    ...(chosen && { chosen: chosen.entry }),
    choices: open.map(({ entry }) => entry.mergeRequest),
    ...(failure !== undefined && { originFailure: failure }),
  };
}

interface Answer {
  readonly gitlab: GitLab;
  readonly overview: Overview;
}

async function askAll(
  candidates: readonly CandidateProject[],
  head: BranchHead,
  signedIn: SignedIn,
  chosenUrl: string | undefined,
  signal: AbortSignal,
): Promise<readonly Answer[]> {
  const settled = await Promise.allSettled(
    candidates.map(async ({ instance, path }): Promise<Answer | undefined> => {
      const gitlab = await signedIn.connect(instance);
      const overview = await gitlab.overview(questionFor(path, head, chosenUrl), signal);
      return overview && { gitlab, overview };
    }),
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

function questionFor(projectPath: string, head: BranchHead, chosenUrl: string | undefined) {
  const iid = chosenUrl?.includes(`/${projectPath}/-/merge_requests/`)
    ? /\/(\d+)$/.exec(chosenUrl)?.[1]
    : undefined;
  return {
    projectPath,
    branches: head.remoteBranches,
    ...(iid !== undefined && { mergeRequestIid: iid }),
    ...(head.probableBase !== undefined && { probableBase: head.probableBase }),
  };
}

/** A fork's merge request usually lives in the project it was forked from, which may have no remote here. */
async function originsOf(
  answers: readonly Answer[],
  candidates: readonly CandidateProject[],
  head: BranchHead,
  signal: AbortSignal,
): Promise<{ readonly origins: readonly Answer[]; readonly failure?: FailureCode }> {
  if (answers.some(({ overview }) => overview.mergeRequests.length > 0)) return { origins: [] };
  const asked = new Set(candidates.map(({ instance, path }) => idOf(instance, path)));
  const settled = await Promise.allSettled(
    answers.map(async ({ gitlab, overview }): Promise<readonly Answer[]> => {
      const path = await gitlab.forkedFrom(overview.project.path, signal);
      if (path === undefined || asked.has(idOf(gitlab.instance, path))) return [];
      const origin = await gitlab.overview(questionFor(path, head, undefined), signal);
      return origin && origin.mergeRequests.length > 0 ? [{ gitlab, overview: origin }] : [];
    }),
  );
  const origins = settled.flatMap((result) => (result.status === 'fulfilled' ? result.value : []));
  const failed = settled.find((result) => result.status === 'rejected');
  return { origins, ...(failed && { failure: failureOf(failed.reason, signal) }) };
}

function idOf(instance: Instance, path: string): string {
  return `${instanceName(instance)}/${path.toLowerCase()}`;
}

/** Another fork may have a branch of the same name; its merge request is not ours. */
function isOurs(mergeRequest: MergeRequest, head: BranchHead, own: ReadonlySet<string>): boolean {
  const source = mergeRequest.sourceProjectPath?.toLowerCase();
  return head.remoteBranches.includes(mergeRequest.sourceBranch) && (source === undefined || own.has(source));
}

/** The branch's own remote first, then `origin`, then `upstream`, then as git lists them. */
function inOrder<T extends { readonly remote: string }>(
  entries: readonly T[],
  head: BranchHead,
): readonly T[] {
  const order = [head.upstreamRemote, 'origin', 'upstream'];
  const rank = ({ remote }: T) => (order.includes(remote) ? order.indexOf(remote) : order.length);
  return [...entries].sort((a, b) => rank(a) - rank(b));
}
