import type { MergeRequestLink } from '../model/settlement.ts';
import type { FileSides } from '../remediation/changedFiles.ts';
import { decodeDiff } from '../remediation/decodeDiff.ts';
import { namedFiles, planRemediation } from '../remediation/planRemediation.ts';
import { isRefusal, type Refusal } from '../remediation/refusal.ts';
import { addressOf } from './changeState.ts';
import { fixTexts, type FixTexts } from './fixTexts.ts';
import type { BranchAddress, BranchTip, MergeRequestChanges, RemediationFacts } from './mergeRequestPorts.ts';
import type { Target } from './ports.ts';
import { isStillThere } from './readMark.ts';
import { plannedCommit, type CommittedText, type PlannedCommit } from './plannedCommit.ts';

/** A branch and a merge request into the source branch, made here. */
export interface OwnFix {
  readonly kind: 'own';
  readonly texts: FixTexts;
  readonly address: BranchAddress;
  readonly targetBranch: string;
  readonly changes: readonly FileSides[];
  /** Absent where the branch is there already and only its merge request is missing. */
  readonly commit?: PlannedCommit;
}

/** What would be done to bring a finding's remediation, or why there is nothing to do. */
export type PreparedFix =
  | OwnFix
  /** GitLab makes all of it, for the default branch. */
  | { readonly kind: 'byGitLab'; readonly uuid: string; readonly patch: string }
  | { readonly kind: 'there'; readonly mergeRequest: MergeRequestLink }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | {
      readonly kind: 'impossible';
      readonly why: 'noDiff' | 'noMergeRequest' | 'branchTaken';
      readonly branch?: string;
    };

/** A remediation of more files would take more requests than anybody waits for. */
const mostFiles = 50;

/** Reads all that is needed, and writes nothing. Throws `GitLabFailure`. */
export async function prepareFix(
  target: Target,
  gitlab: MergeRequestChanges,
  signal: AbortSignal,
): Promise<PreparedFix> {
  const { finding, snapshot } = target;
  const { instance } = snapshot;
  const known = finding.fixMergeRequest;
  if (known && (await isStillThere(known, instance, gitlab, signal)))
    return { kind: 'there', mergeRequest: known };
  const facts = await factsOf(target, gitlab, signal);
  const made = facts.fixMergeRequest;
  // What was closed brings nothing any more, whoever made it.
  if (made && made.url !== known?.url && (await isStillThere(made, instance, gitlab, signal)))
    return { kind: 'there', mergeRequest: made };
  if (facts.diff === undefined || facts.diff === '') return { kind: 'impossible', why: 'noDiff' };
  const diff = decodeDiff(facts.diff);
  if (isRefusal(diff)) return { kind: 'refused', refusal: diff };
  const { mergeRequest } = snapshot;
  const isNew = mergeRequest !== undefined && finding.change === 'new';
  const isOnDefault = facts.isOnDefaultBranch ?? finding.change === 'existing';
  if (!isNew && isOnDefault && finding.uuid !== undefined) {
    const paths = namedFiles(diff);
    return isRefusal(paths)
      ? { kind: 'refused', refusal: paths }
      : { kind: 'byGitLab', uuid: finding.uuid, patch: diff };
  }
  if (mergeRequest?.sourceProjectPath === undefined) return { kind: 'impossible', why: 'noMergeRequest' };
  const texts = fixTexts(target, facts.summary);
  const address = { projectPath: mergeRequest.sourceProjectPath, branch: texts.branch };
  const targetBranch = mergeRequest.sourceBranch;
  const open = await gitlab.openFrom(address, targetBranch, signal);
  if (open) return { kind: 'there', mergeRequest: open };
  const own = { kind: 'own', texts, address, targetBranch } as const;
  const tip = await gitlab.branch(address, signal);
  if (!tip) return planOn(own, diff, target, gitlab, signal);
  if (!isOurs(tip, texts)) return { kind: 'impossible', why: 'branchTaken', branch: texts.branch };
  return { ...own, changes: await changesOf(address.projectPath, tip, diff, gitlab, signal) };
}

/** Whether a branch's newest commit is the one that was made for this finding. */
export function isOurs({ message }: BranchTip, { trailer }: FixTexts): boolean {
  return message.split('\n').includes(trailer);
}

async function factsOf(
  target: Target,
  gitlab: MergeRequestChanges,
  signal: AbortSignal,
): Promise<RemediationFacts> {
  const { finding } = target;
  const reported = finding.details?.remediations.find(({ diff = '' }) => diff !== '');
  const facts = finding.uuid === undefined ? undefined : await gitlab.remediation(addressOf(target), signal);
  return { ...reported, ...facts };
}

/** The diff as a commit on the source branch as it is on GitLab: nobody's working tree has a part in it. */
async function planOn(
  own: Omit<OwnFix, 'changes'>,
  diff: string,
  { finding }: Target,
  gitlab: MergeRequestChanges,
  signal: AbortSignal,
): Promise<PreparedFix> {
  const paths = namedFiles(diff);
  if (isRefusal(paths)) return { kind: 'refused', refusal: paths };
  if (paths.length > mostFiles)
    return { kind: 'refused', refusal: { reason: 'tooLarge', what: 'files', limit: mostFiles } };
  const { projectPath, sha } = finding.pipeline;
  const source = { projectPath: own.address.projectPath, branch: own.targetBranch };
  const head = await gitlab.branch(source, signal);
  if (!head) return { kind: 'impossible', why: 'noMergeRequest' };
  const scanned = new Map<string, string>();
  const present = new Map<string, string | undefined>();
  const committed = new Map<string, CommittedText>();
  await Promise.all(
    paths.map(async (path) => {
      const [before, now] = await Promise.all([
        gitlab.file(projectPath, sha, path, signal),
        gitlab.file(source.projectPath, head.sha, path, signal),
      ]);
      const scannedText = before && textOf(before.bytes);
      if (scannedText !== undefined) scanned.set(path, scannedText);
      if (!now) return;
      const text = textOf(now.bytes);
      present.set(path, text);
      if (text !== undefined) committed.set(path, { text, lastCommitId: now.lastCommitId });
    }),
  );
  const plan = planRemediation(diff, { scanned, present });
  if (isRefusal(plan)) return { kind: 'refused', refusal: plan };
  const commit = plannedCommit(plan, committed);
  return { ...own, changes: commit.changes, commit };
}

/** What a branch that was left behind brings. */
async function changesOf(
  projectPath: string,
  { sha, parent }: BranchTip,
  diff: string,
  gitlab: MergeRequestChanges,
  signal: AbortSignal,
): Promise<readonly FileSides[]> {
  const paths = namedFiles(diff);
  if (isRefusal(paths)) return [];
  const textAt = async (ref: string | undefined, path: string) => {
    const file = ref === undefined ? undefined : await gitlab.file(projectPath, ref, path, signal);
    const text = file && textOf(file.bytes);
    return text === undefined ? undefined : { path, text };
  };
  const all = await Promise.all(
    paths.slice(0, mostFiles).map(async (path) => {
      const [before, after] = await Promise.all([textAt(parent, path), textAt(sha, path)]);
      return { ...(before && { before }), ...(after && { after }) };
    }),
  );
  return all.filter(({ before, after }) => before?.text !== after?.text);
}

/** What is not UTF-8 could not be written back as it was. */
function textOf(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
