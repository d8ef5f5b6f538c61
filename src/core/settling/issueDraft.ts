import type { IssueLink } from '../model/finding.ts';
import { linkShape } from '../model/shapes/settlementShape.ts';
import { fields, flag, listOf, text, whole } from '../model/shapes/shape.ts';
import type { IssueChoice } from './issuePorts.ts';

/** One issue of a draft: the findings it is about. */
export interface IssueDraftPart {
  readonly keys: readonly string[];
  /** It was sent, and whether it arrived is not known. */
  readonly begun?: boolean;
  /** It exists, but still has GitLab's words. */
  readonly existing?: IssueLink;
}

/** Issues that are being written: kept in the workspace until GitLab has confirmed them. */
export interface IssueDraft {
  /** Of the repository. */
  readonly root: string;
  readonly projectPath: string;
  /** As it is edited. */
  readonly text: string;
  readonly parts: readonly IssueDraftPart[];
  readonly confidential: boolean;
  readonly labels: readonly string[];
  readonly assignee?: IssueChoice<number>;
  readonly milestone?: IssueChoice<number>;
  /** Creating it also sets the finding to "Confirmed". */
  readonly confirms: boolean;
}

const choiceShape = fields<IssueChoice<number>>({ id: whole, name: text }, { description: text });

const draftShape = fields<IssueDraft>(
  {
    root: text,
    projectPath: text,
    text,
    parts: listOf(fields<IssueDraftPart>({ keys: listOf(text) }, { begun: flag, existing: linkShape })),
    confidential: flag,
    labels: listOf(text),
    confirms: flag,
  },
  { assignee: choiceShape, milestone: choiceShape },
);

/** Reads what a workspace remembers; what is damaged or of another version is none. */
export function readIssueDraft(stored: unknown): IssueDraft | undefined {
  return draftShape(stored) ? stored : undefined;
}
