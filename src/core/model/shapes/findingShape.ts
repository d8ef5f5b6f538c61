import {
  type CodeFlowStep,
  type Detail,
  type Dismissal,
  type Finding,
  type FindingDetails,
  type FindingSource,
  type FindingState,
  type Identifier,
  type Link,
  type Remediation,
  type Scanner,
  trackingAlgorithms,
  type TrackingSignature,
} from '../finding.ts';
import { toLine1, type Dependency, type Line1, type Location } from '../location.ts';
import { reportTypes } from '../reportType.ts';
import { severities } from '../severity.ts';
import { appliedFixShape, hidingShape, linkShape, reasonShape, requestShape } from './settlementShape.ts';
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

/** The long part of a finding. */
export const detailsFields = {
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
} as const satisfies { readonly [K in keyof FindingDetails]: Shape<FindingDetails[K]> };

/** What every finding has of its report. */
export const reportedFields = {
  type: oneOf(...reportTypes, 'generic'),
  title: text,
  severity: oneOf(...severities),
  scanner,
  identifiers: listOf(fields<Identifier>({ type: text, name: text, value: text }, { url: text })),
  location,
  falsePositive: flag,
  signatures: listOf(fields<TrackingSignature>({ algorithm: oneOf(...trackingAlgorithms), value: text })),
} as const;

/** What its report may also say. */
export const reportedOptionalFields = {
  description: text,
  solution: text,
  details: fields<FindingDetails>(detailsFields),
} as const;

export const stateShape = anyOf<FindingState>({
  detected: true,
  confirmed: true,
  dismissed: true,
  resolved: true,
});
export const dismissalShape = fields<Dismissal>(
  {},
  { reason: reasonShape, comment: text, by: text, at: text },
);
export const permissionsShape = fields<NonNullable<Finding['permissions']>>({
  adminVulnerability: flag,
  createIssue: flag,
});

/** A finding as GitLab told it, without what is under way in a window. */
export const findingShape: Shape<Finding> = fields<Finding>(
  {
    ...reportedFields,
    key: text,
    state: stateShape,
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
    ...reportedOptionalFields,
    uuid: text,
    otherScanners: listOf(scanner),
    dismissal: dismissalShape,
    issue: linkShape,
    vulnerabilityUrl: text,
    permissions: permissionsShape,
    underway: never,
    request: requestShape,
    hidden: hidingShape,
    appliedFix: appliedFixShape,
    fixMergeRequest: linkShape,
  },
);
