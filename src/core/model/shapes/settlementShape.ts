import { dismissalReasons, type IssueLink } from '../finding.ts';
import type { AppliedFix, DismissalRequest, Hiding, MergeRequestLink } from '../settlement.ts';
import { fields, oneOf, text } from './shape.ts';

export const linkShape = fields<IssueLink & MergeRequestLink>({ iid: text, url: text });
export const reasonShape = oneOf(...dismissalReasons);

export const requestShape = fields<DismissalRequest>(
  { discussionId: text, url: text, at: text },
  { answer: fields<NonNullable<DismissalRequest['answer']>>({ by: text, at: text }) },
);
export const hidingShape = fields<Hiding>({ reason: reasonShape, at: text }, { comment: text });
export const appliedFixShape = fields<AppliedFix>({ at: text, pipelineId: text });
