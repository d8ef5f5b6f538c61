import type { MergeRequest } from '../model/mergeRequest.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { candidateProjects } from '../remote/candidateProjects.ts';
import { askAll, originsOf, type Answer, type LocatePorts, type Located } from './askProjects.ts';
import { askKnownPlace, rememberPlace } from './knownPlace.ts';
import type { BranchHead } from './ports.ts';

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
  chosenUrl: string | undefined,
  ports: LocatePorts,
  signal: AbortSignal,
): Promise<Located | Snapshot> {
  const { signedIn } = ports;
  const { repository } = head;
  const projects = candidateProjects(head.remotes, await signedIn.instances());
  const first = projects.candidates[0];
  if (!first) {
    const ignored = signedIn.ignoredHosts();
    const unknown = inOrder(projects.unknown, head).find(({ host }) => !ignored.includes(host));
    if (!unknown) return { kind: 'noRemote', repository };
    return { kind: 'signedOut', repository, host: unknown.host, projectPath: unknown.path };
  }
  const own = new Set(projects.candidates.map(({ path }) => path.toLowerCase()));
  const choose = (answers: readonly Answer[]) => chooseAmong(answers, own, head, chosenUrl);
  const atKnownPlace = await askKnownPlace(head, chosenUrl, ports, signal);
  const known = atKnownPlace && choose([atKnownPlace]);
  if (known?.chosen) return known;
  const candidates = inOrder(projects.candidates, head).slice(0, mostProjects);
  const answers = await askAll(candidates, head, chosenUrl, ports, signal);
  const { origins, failure } = await originsOf(answers, candidates, head, ports, signal);
  const located = choose([...answers, ...origins]);
  if (!located) {
    const { instance, path } = candidates[0] ?? first;
    return { kind: 'projectNotFound', repository, instance, projectPath: path };
  }
  rememberPlace(located, head, chosenUrl, ports.memory);
  return { ...located, ...(failure !== undefined && { originFailure: failure }) };
}

/** Of all that is open and ours: the chosen one, on a detached HEAD the one of the commit, else the newest. */
function chooseAmong(
  answers: readonly Answer[],
  own: ReadonlySet<string>,
  head: BranchHead,
  chosenUrl: string | undefined,
): Located | undefined {
  const open = answers
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
  const answer = chosen?.answer ?? answers[0];
  return (
    answer && {
      ...answer,
      ...(chosen && { chosen: chosen.entry }),
      choices: open.map(({ entry }) => entry.mergeRequest),
    }
  );
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
