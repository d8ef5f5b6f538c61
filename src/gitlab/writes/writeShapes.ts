import { dismissalShape, permissionsShape, stateShape } from '../../core/model/shapes/findingShape.ts';
import { linkShape } from '../../core/model/shapes/settlementShape.ts';
import { fields, flag, text, type Shape } from '../../core/model/shapes/shape.ts';
import type { RemediationFacts } from '../../core/settling/mergeRequestPorts.ts';
import type { FindingStatus } from '../../core/settling/ports.ts';

/** What is shown of a finding after a change, and what a change is made of, is believed down to its last field. */
export const statusShape: Shape<FindingStatus> = fields<FindingStatus>(
  { state: stateShape },
  {
    dismissal: dismissalShape,
    issue: linkShape,
    fixMergeRequest: linkShape,
    vulnerability: fields<NonNullable<FindingStatus['vulnerability']>>({ id: text, url: text }),
    permissions: permissionsShape,
  },
);

export const remediationShape: Shape<RemediationFacts> = fields<RemediationFacts>(
  {},
  { diff: text, summary: text, fixMergeRequest: linkShape, isOnDefaultBranch: flag },
);
