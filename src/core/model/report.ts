import type { ReportFinding } from './finding.ts';
import type { ReportType } from './reportType.ts';

/** One thing in a report that could not be read, and where. */
export interface ReportProblem {
  /** One sentence. */
  readonly message: string;
  /** RFC 6901. */
  readonly pointer?: string;
  /** One-based. */
  readonly line?: number;
  /** One-based, in UTF-16 code units. */
  readonly column?: number;
}

/** A report read as far as it can be. A report with problems still gives every readable finding. */
export interface Report {
  /** Absent when nothing in the file tells. */
  readonly type?: ReportType;
  /** Of the report schema, e.g. `15.2.4`; bare arrays are `2.0`. */
  readonly version?: string;
  readonly findings: readonly ReportFinding[];
  readonly problems: readonly ReportProblem[];
}
