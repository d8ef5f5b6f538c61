import type { IssueLink } from '../model/finding.ts';
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

/** Reads what a workspace remembers; what is damaged or of another version is none. */
export function readIssueDraft(stored: unknown): IssueDraft | undefined {
  if (!isRecord(stored) || !Array.isArray(stored['parts']) || !Array.isArray(stored['labels']))
    return undefined;
  const { root, projectPath, text, parts, confidential, labels, confirms } = stored;
  const isDraft =
    [root, projectPath, text].every((value) => typeof value === 'string') &&
    [confidential, confirms].every((value) => typeof value === 'boolean') &&
    labels.every((label) => typeof label === 'string') &&
    parts.every((part) => isRecord(part) && Array.isArray(part['keys'])) &&
    [stored['assignee'], stored['milestone']].every(isChoice);
  return isDraft ? (stored as unknown as IssueDraft) : undefined;
}

function isChoice(value: unknown): boolean {
  return (
    value === undefined ||
    (isRecord(value) && typeof value['id'] === 'number' && typeof value['name'] === 'string')
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
