import { isGitLabFailure, mayHaveActed } from '../model/failure.ts';
import type { IssueLink } from '../model/finding.ts';
import { completeIssue } from './completeIssue.ts';
import { hasMark, withMarks } from './findingMark.ts';
import type { GitLabChanges } from './gitLabChanges.ts';
import type { IssueOutcome, IssueRequest } from './issueOutcome.ts';
import type { IssueContent } from './issuePorts.ts';
import { lookForIssue, type Found } from './lookForIssue.ts';
import type { SettlingPorts, Target } from './ports.ts';
import { isIssueThere } from './readMark.ts';

/**
 * One issue about findings, and never two: the project is searched first, what is sent is sent once, and where the answer
 * was lost the project is searched again. Nothing here is cut short by the user, since what is on its way cannot be
 * called back.
 */
export async function createIssue(
  request: IssueRequest,
  ports: SettlingPorts<GitLabChanges>,
): Promise<IssueOutcome> {
  const [first] = request.targets;
  if (!first) throw new Error('an issue is about something');
  const never = new AbortController().signal;
  const keys = request.targets.map(({ finding }) => finding.key);
  const { content } = request;
  const marked = { ...content, description: withMarks(content.description, 'issue', keys) };
  try {
    const gitlab = await ports.connect(first.snapshot.instance);
    const { existing } = request;
    const path = first.snapshot.project.path;
    // One that somebody has deleted meanwhile can never be completed.
    if (existing && (await isIssueThere(path, existing.iid, gitlab.issues, never)))
      return await completeIssue(request, existing, marked, gitlab, ports);
    const before = await lookForIssue(request.targets, gitlab, ports, never);
    if (before.kind === 'overtaken') return { ...before, request };
    if (before.kind === 'found') {
      // What was sent before and never answered did arrive, marks and all.
      return request.begun && isOf(before, keys)
        ? { kind: 'created', request, issue: before.issue, linked: before.isLinked ? [before.target] : [] }
        : { ...before, kind: 'existing', request };
    }
    return await send(request, before.vulnerabilities, marked, gitlab, ports);
  } catch (failure) {
    return { kind: 'refused', request, failure };
  }
}

async function send(
  request: IssueRequest,
  vulnerabilities: ReadonlyMap<string, Target>,
  content: IssueContent,
  gitlab: GitLabChanges,
  ports: SettlingPorts<GitLabChanges>,
): Promise<IssueOutcome> {
  const [first] = request.targets;
  if (!first) throw new Error('an issue is about something');
  const { finding, snapshot } = first;
  if (
    request.targets.length === 1 &&
    finding.uuid !== undefined &&
    finding.permissions?.createIssue !== false
  ) {
    const made = await fromFinding(request, first, finding.uuid, gitlab, ports);
    if (made.kind === 'made') return completeIssue(request, made.issue, content, gitlab, ports);
    if (made.kind !== 'impossible') return made;
  }
  const never = new AbortController().signal;
  try {
    const { id, iid, url } = await gitlab.issues.create(snapshot.project.path, content, never);
    const linked = await linkVulnerabilities(vulnerabilities, id, gitlab, ports);
    return { kind: 'created', request, issue: { iid, url }, linked };
  } catch (failure) {
    if (!mayHaveActed(failure)) return { kind: 'refused', request, failure };
    ports.logger.warn(`no answer to a new issue (${String(failure)}); searching the project for it`);
    const after = await lookForIssue(request.targets, gitlab, ports, never).catch(() => undefined);
    if (!after) return { kind: 'unknown', request, failure };
    const keys = request.targets.map(({ finding }) => finding.key);
    if (after.kind !== 'found') return { kind: 'refused', request, failure, isSent: true };
    return isOf(after, keys)
      ? { kind: 'created', request, issue: after.issue, linked: [] }
      : { ...after, kind: 'existing', request };
  }
}

/** Whether it is the one issue about exactly these findings, or more of them. */
function isOf(found: Found, keys: readonly string[]): boolean {
  const marked = found.kind === 'found' ? found.marked : undefined;
  return marked !== undefined && keys.every((key) => hasMark(marked, 'issue', key));
}

type Made =
  | { readonly kind: 'made'; readonly issue: IssueLink }
  /** GitLab has the finding no more, or is too old to let this user do it so. */
  | { readonly kind: 'impossible' };

/** GitLab makes at most one such issue of a finding, whoever asks. */
async function fromFinding(
  request: IssueRequest,
  target: Target,
  uuid: string,
  gitlab: GitLabChanges,
  ports: SettlingPorts<GitLabChanges>,
): Promise<Made | IssueOutcome> {
  const never = new AbortController().signal;
  const { project } = target.snapshot;
  try {
    return { kind: 'made', issue: await gitlab.issues.createFromFinding(project.path, uuid, never) };
  } catch (failure) {
    if (isGitLabFailure(failure) && failure.status === undefined && isImpossible.has(failure.code))
      return { kind: 'impossible' };
    const after = await lookForIssue([target], gitlab, ports, never).catch(() => undefined);
    if (!mayHaveActed(failure)) {
      // Somebody else was quicker, and GitLab refused a second one.
      return after?.kind === 'found'
        ? { ...after, kind: 'existing', request }
        : { kind: 'refused', request, failure };
    }
    ports.logger.warn(`no answer to a new issue (${String(failure)}); asked GitLab what became of it`);
    if (!after) return { kind: 'unknown', request, failure };
    return after.kind === 'found'
      ? { kind: 'made', issue: after.issue }
      : { kind: 'refused', request, failure, isSent: true };
  }
}

const isImpossible: ReadonlySet<string> = new Set(['notFound', 'unknownField']);

/** What GitLab's database has as a vulnerability shows its issue everywhere; the rest is remembered here. */
async function linkVulnerabilities(
  ids: ReadonlyMap<string, Target>,
  issueId: number,
  gitlab: GitLabChanges,
  { logger }: SettlingPorts<GitLabChanges>,
): Promise<readonly Target[]> {
  if (ids.size === 0) return [];
  try {
    await gitlab.issues.link(issueId, [...ids.keys()], new AbortController().signal);
    return [...ids.values()];
  } catch (error) {
    logger.warn(`the issue is not linked with its vulnerabilities: ${String(error)}`);
    return [];
  }
}
