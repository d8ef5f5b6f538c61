import type { DismissalReason, Finding } from '../model/finding.ts';
import { dismissalReasons } from '../model/finding.ts';
import type { AppliedFix, DismissalRequest, Hiding, MergeRequestLink } from '../model/settlement.ts';

/** What is kept of one finding in the workspace, beyond the window. Nothing of it is GitLab's state. */
export interface KeptMarks {
  readonly request?: DismissalRequest;
  /** With what the finding was when it was hidden; another one is not hidden. */
  readonly hidden?: Hiding & { readonly of: string };
  readonly appliedFix?: AppliedFix;
  readonly fixMergeRequest?: MergeRequestLink;
  /** An issue that GitLab does not link with the finding. */
  readonly issue?: MergeRequestLink;
  /** What was typed for a write that was not confirmed. */
  readonly draft?: Draft;
}

export interface Draft {
  readonly reason?: DismissalReason;
  readonly comment: string;
  readonly at: string;
}

/** Marks by a finding's key. */
export type MarksByKey = ReadonlyMap<string, KeptMarks>;

const mostKept = 2000;

/** Reads what a workspace remembers; what is damaged or of another version is left out. */
export function readMarks(stored: unknown): Map<string, KeptMarks> {
  if (!isRecord(stored) || !Array.isArray(stored['marks'])) return new Map();
  return new Map(
    stored['marks'].flatMap((entry: unknown) =>
      Array.isArray(entry) && typeof entry[0] === 'string' && isRecord(entry[1])
        ? [[entry[0], toMarks(entry[1])] as const]
        : [],
    ),
  );
}

/** The newest ones, as JSON. */
export function writeMarks(marks: MarksByKey): unknown {
  return { marks: [...marks].filter(([, mark]) => Object.keys(mark).length > 0).slice(-mostKept) };
}

/** What a hidden finding must still be: another severity, title or version is another decision. */
export function nature({ severity, title, identifiers, location }: Finding): string {
  const dependency = 'dependency' in location ? location.dependency : undefined;
  return JSON.stringify([severity, title, identifiers[0]?.value, dependency?.name, dependency?.version]);
}

function toMarks(stored: Record<string, unknown>): KeptMarks {
  const { request, hidden, appliedFix, fixMergeRequest, issue, draft } = stored;
  return {
    ...(hasTexts(request, 'discussionId', 'url', 'at') && {
      request: request as unknown as DismissalRequest,
    }),
    ...(hasTexts(hidden, 'at', 'of') && isReason(hidden['reason'])
      ? { hidden: hidden as unknown as NonNullable<KeptMarks['hidden']> }
      : {}),
    ...(hasTexts(appliedFix, 'at', 'pipelineId') && { appliedFix: appliedFix as unknown as AppliedFix }),
    ...(hasTexts(fixMergeRequest, 'iid', 'url') && {
      fixMergeRequest: fixMergeRequest as unknown as MergeRequestLink,
    }),
    ...(hasTexts(issue, 'iid', 'url') && { issue: issue as unknown as MergeRequestLink }),
    ...(hasTexts(draft, 'comment', 'at') && { draft: draft as unknown as Draft }),
  };
}

function hasTexts(value: unknown, ...keys: readonly string[]): value is Record<string, unknown> {
  return isRecord(value) && keys.every((key) => typeof value[key] === 'string');
}

function isReason(value: unknown): boolean {
  return dismissalReasons.some((reason) => reason === value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
