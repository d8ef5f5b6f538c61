import type { DismissalReason, Finding } from '../model/finding.ts';
import type { AppliedFix, DismissalRequest, Hiding, MergeRequestLink } from '../model/settlement.ts';
import { appliedFixShape, linkShape, reasonShape, requestShape } from '../model/shapes/settlementShape.ts';
import { fields, text, type Shape } from '../model/shapes/shape.ts';

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

const marksShape: { readonly [K in keyof KeptMarks]-?: Shape<NonNullable<KeptMarks[K]>> } = {
  request: requestShape,
  hidden: fields<NonNullable<KeptMarks['hidden']>>(
    { reason: reasonShape, at: text, of: text },
    { comment: text },
  ),
  appliedFix: appliedFixShape,
  fixMergeRequest: linkShape,
  issue: linkShape,
  draft: fields<Draft>({ comment: text, at: text }, { reason: reasonShape }),
};

/** Each mark by itself: a damaged one costs no other. */
function toMarks(stored: Record<string, unknown>): KeptMarks {
  const whole = Object.entries(marksShape).filter(([name, isWhole]) => isWhole(stored[name]));
  return Object.fromEntries(whole.map(([name]) => [name, stored[name]]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
