import type { Finding } from '../../model/finding.ts';
import type { ReadySnapshot } from '../../model/snapshot.ts';
import { scannersOf } from '../describeFinding.ts';
import { plainLine, shorten } from '../plainText.ts';
import { possibleActions } from '../../settling/possibleActions.ts';
import { dismissTitles } from '../settlementWords.ts';
import { ago, reportTypeNames, stateNames, underwayWords } from '../words.ts';
import { isOnLines, type Placement } from '../../placement/placement.ts';
import type { DetailsButton } from './model.ts';

/** `New in !482 · detected by Semgrep in job semgrep-sast · 12 min ago` */
export function statusLine(finding: Finding, snapshot: ReadySnapshot, now: number): string {
  const { state, change, falsePositive } = finding;
  const jobs = jobsOf(finding);
  const within = jobs.length === 0 ? '' : ` in job${jobs.length > 1 ? 's' : ''} ${jobs.join(', ')}`;
  // What is fixed was seen by another pipeline than the one whose end is known.
  const finishedAt = change === 'fixed' ? Number.NaN : Date.parse(snapshot.pipeline.finishedAt ?? '');
  return [
    changed(finding, snapshot),
    ...(state === 'detected' ? [] : [stateNames[state].toLowerCase()]),
    ...(finding.hidden ? ['hidden in this workspace'] : []),
    ...(falsePositive ? ['probably a false positive'] : []),
    `detected by ${scannersOf(finding)}${within}`,
    ...(Number.isNaN(finishedAt) ? [] : [ago(finishedAt, now)]),
  ].join(' · ');
}

function changed({ change }: Finding, { mergeRequest, branch }: ReadySnapshot): string {
  const reference = mergeRequest && `!${mergeRequest.iid}`;
  switch (change) {
    case 'new':
      return reference === undefined ? `New on ${name(branch)}` : `New in ${reference}`;
    case 'existing':
      return mergeRequest ? `Existing in ${name(mergeRequest.targetBranch)}` : 'Existing';
    case 'pending':
      return 'Not compared with the target branch yet';
    case 'fixed':
      return reference === undefined ? `Fixed on ${name(branch)}` : `Fixed by ${reference}`;
  }
}

/** Which source said what: GitLab's word counts for facts and state, a report's for the long parts it brings. */
export function sourceLines(finding: Finding): readonly string[] {
  const reports = finding.sources.flatMap((source) =>
    source.kind === 'artifact' ? [`job ${name(source.job)} (schema ${name(source.version)})`] : [],
  );
  const report = `the report of ${reports.slice(0, 3).join(', ')}${reports.length > 3 ? ` and ${reports.length - 3} more` : ''}`;
  const hasGitLab = finding.sources.some(({ kind }) => kind === 'gitlab');
  if (reports.length === 0) return hasGitLab ? ['Everything here is from GitLab’s database.'] : [];
  if (!hasGitLab) return [`Everything here is from ${report}.`];
  return finding.details === undefined
    ? [`Everything here is from GitLab’s database; ${report} has it too.`]
    : [
        'State, description, location and history are from GitLab’s database.',
        `Code flow, evidence, details and links are from ${report}.`,
      ];
}

/** The file a finding names, and why there is none. */
export function fileOf({ location, type }: Finding): { readonly file: string } | { readonly reason: string } {
  switch (location.kind) {
    case 'code':
    case 'dependency':
      return location.file ? { file: location.file } : { reason: 'The report names no file.' };
    case 'image':
      return { reason: 'It is in a container image, not in a file of this repository.' };
    case 'web':
      return { reason: `${reportTypeNames[type]} found it at a URL, not in a file.` };
    case 'none':
      return { reason: 'The report names no file.' };
  }
}

/** What can be done comes first. */
export function buttonsOf(
  finding: Finding,
  placement: Placement | undefined,
  noPlace: string | undefined,
  snapshot: ReadySnapshot,
): readonly DetailsButton[] {
  const file = fileOf(finding);
  const isPlaced = placement !== undefined && isOnLines(placement);
  const isGone = placement?.kind === 'gone' && placement.because === 'code';
  const why = isGone ? 'The code is not in this file any more.' : noPlace;
  const disabled = isPlaced ? undefined : 'reason' in file ? file.reason : why;
  const goToCode = { id: 'goToCode', label: 'Go to Code' } as const;
  const others = [
    ...settlingButtons(finding, snapshot),
    { id: 'openInGitLab', label: 'Open in GitLab' },
    { id: 'copy', label: 'Copy' },
  ] as const;
  return disabled === undefined
    ? [goToCode, ...others]
    : [...others, { ...goToCode, disabled: plainLine(disabled) }];
}

/** What can be done about it; while GitLab is being asked, that stands in their place. */
function settlingButtons(finding: Finding, snapshot: ReadySnapshot): readonly DetailsButton[] {
  const { underway, issue } = finding;
  if (underway)
    return [{ id: 'dismiss', label: underwayWords[underway], disabled: 'GitLab is being asked.' }];
  const possible = possibleActions(finding, snapshot);
  const buttons: readonly (DetailsButton | false)[] = [
    possible.applyRemediation && { id: 'applyFix', label: 'Apply Fix…' },
    possible.createRemediationMergeRequest && {
      id: 'createMergeRequest',
      label: 'Create Merge Request with Fix…',
    },
    possible.dismiss !== undefined && { id: 'dismiss', label: dismissTitles[possible.dismiss] },
    possible.restore === 'restore' && { id: 'editDismissal', label: 'Edit Dismissal…' },
    possible.restore !== undefined && {
      id: 'restore',
      label: possible.restore === 'restore' ? 'Restore…' : 'Show Again',
    },
    possible.createIssue && { id: 'createIssue', label: 'Create Issue…' },
    issue !== undefined && { id: 'openIssue', label: `Open Issue #${plainLine(issue.iid)}` },
  ];
  return buttons.filter((button) => button !== false);
}

function jobsOf({ sources }: Finding): readonly string[] {
  return [
    ...new Set(sources.flatMap((source) => (source.kind === 'artifact' ? [name(source.job)] : []))),
  ].slice(0, 3);
}

function name(text: string): string {
  return shorten(plainLine(text), 60);
}
