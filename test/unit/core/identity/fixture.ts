import type { Identified } from '../../../../src/core/identity/matchFindings.ts';
import { identityOf } from '../../../../src/core/identity/identityOf.ts';
import type {
  ReportFinding,
  TrackingAlgorithm,
  TrackingSignature,
} from '../../../../src/core/model/finding.ts';
import { toLine1 } from '../../../../src/core/model/location.ts';

export const rule = { type: 'semgrep_id', name: 'rule', value: 'rule' };

export function reported(more: Partial<ReportFinding> = {}): ReportFinding {
  return {
    type: 'sast',
    title: 'Rule',
    severity: 'high',
    scanner: { id: 'semgrep', name: 'Semgrep' },
    identifiers: [rule],
    location: at(1),
    falsePositive: false,
    signatures: [],
    ...more,
  };
}

/** A place in `src/a.ts`, unless told. */
export function at(start: number, end?: number, file = 'src/a.ts'): ReportFinding['location'] {
  const startLine = toLine1(start);
  const endLine = toLine1(end);
  return { kind: 'code', file, ...(startLine && { startLine }), ...(endLine && { endLine }) };
}

export function signature(algorithm: TrackingAlgorithm, value: string): TrackingSignature {
  return { algorithm, value };
}

export function identified(finding: ReportFinding, lines?: readonly string[], uuid?: string): Identified {
  return { identity: identityOf(finding, lines), ...(uuid !== undefined && { uuid }) };
}
