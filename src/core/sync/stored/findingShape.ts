import {
  dismissalReasons,
  type CodeFlowStep,
  type Detail,
  type Dismissal,
  type Finding,
  type FindingDetails,
  type FindingSource,
  type FindingState,
  type Identifier,
  type IssueLink,
  type Link,
  type Remediation,
  type Scanner,
  type TrackingSignature,
} from '../../model/finding.ts';
import { toLine1, type Dependency, type Line1, type Location } from '../../model/location.ts';
import { reportTypes } from '../../model/reportType.ts';
import type { AppliedFix, DismissalRequest, Hiding, MergeRequestLink } from '../../model/settlement.ts';
import { severities } from '../../model/severity.ts';
import { anyOf, fields, flag, kinds, listOf, never, oneOf, text, type Shape } from './shape.ts';

const line1: Shape<Line1> = (value): value is Line1 => typeof value === 'number' && toLine1(value) === value;
const dependency = fields<Dependency>({}, { name: text, version: text });
type Crash = NonNullable<Extract<Location, { kind: 'code' }>['crash']>;

const location = kinds<Location>({
  code: fields<Extract<Location, { kind: 'code' }>>(
    { kind: oneOf('code') },
    {
      file: text,
      startLine: line1,
      endLine: line1,
      className: text,
      methodName: text,
      commit: text,
      crash: fields<Crash>({}, { type: text, address: text, stacktrace: text }),
    },
  ),
  dependency: fields<Extract<Location, { kind: 'dependency' }>>(
    { kind: oneOf('dependency'), dependency },
    { file: text },
  ),
  image: fields<Extract<Location, { kind: 'image' }>>(
    { kind: oneOf('image'), dependency },
    { image: text, defaultBranchImage: text, operatingSystem: text, kubernetesResource: text },
  ),
  web: fields<Extract<Location, { kind: 'web' }>>(
    { kind: oneOf('web') },
    { hostname: text, path: text, method: text, param: text },
  ),
  none: fields<Extract<Location, { kind: 'none' }>>({ kind: oneOf('none') }, { description: text }),
});

const scanner = fields<Scanner>({ id: text, name: text }, { vendor: text, version: text });
const detail = fields<Detail>({ name: text, text }, { code: flag });
const link = fields<IssueLink & MergeRequestLink>({ iid: text, url: text });
const reason = oneOf(...dismissalReasons);

const details = fields<FindingDetails>({
  links: listOf(fields<Link>({ url: text }, { name: text })),
  remediations: listOf(fields<Remediation>({ summary: text }, { diff: text })),
  codeFlows: listOf(
    listOf(
      fields<CodeFlowStep>(
        { type: anyOf<CodeFlowStep['type']>({ source: true, propagation: true, sink: true }), file: text },
        { startLine: line1, endLine: line1, name: text },
      ),
    ),
  ),
  details: listOf(detail),
  evidence: listOf(detail),
});

/** A finding as it is kept on disk: as GitLab told it, without what is under way in a window. */
export const findingShape: Shape<Finding> = fields<Finding>(
  {
    key: text,
    type: oneOf(...reportTypes, 'generic'),
    title: text,
    severity: oneOf(...severities),
    scanner,
    identifiers: listOf(fields<Identifier>({ type: text, name: text, value: text }, { url: text })),
    location,
    falsePositive: flag,
    signatures: listOf(fields<TrackingSignature>({ algorithm: text, value: text })),
    state: anyOf<FindingState>({ detected: true, confirmed: true, dismissed: true, resolved: true }),
    change: oneOf('new', 'existing', 'fixed'),
    sources: listOf(
      kinds<FindingSource>({
        gitlab: fields({ kind: oneOf('gitlab') }),
        artifact: fields({ kind: oneOf('artifact'), job: text, version: text }),
      }),
    ),
    hasRemediation: flag,
    pipeline: fields<Finding['pipeline']>({ projectPath: text, iid: text, id: text, sha: text }),
  },
  {
    description: text,
    solution: text,
    details,
    uuid: text,
    otherScanners: listOf(scanner),
    dismissal: fields<Dismissal>({}, { reason, comment: text, by: text, at: text }),
    issue: link,
    vulnerabilityUrl: text,
    permissions: fields<NonNullable<Finding['permissions']>>({ adminVulnerability: flag, createIssue: flag }),
    underway: never,
    request: fields<DismissalRequest>(
      { discussionId: text, url: text, at: text },
      { answer: fields<NonNullable<DismissalRequest['answer']>>({ by: text, at: text }) },
    ),
    hidden: fields<Hiding>({ reason, at: text }, { comment: text }),
    appliedFix: fields<AppliedFix>({ at: text, pipelineId: text }),
    fixMergeRequest: link,
  },
);
