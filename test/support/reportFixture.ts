import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '../../src/core/model/report.ts';
import type { ReportType } from '../../src/core/model/reportType.ts';
import { parseReport } from '../../src/core/report/parseReport.ts';

/** The bytes of one of our own reports, e.g. `sast.json`. */
export function reportFixture(name: string): Uint8Array {
  return readFileSync(join(import.meta.dirname, '../fixtures/reports', name));
}

/** Parses what a test wrote as text or as JSON. */
export function parse(content: unknown, expected?: ReportType): Report {
  return parseReport(
    new TextEncoder().encode(typeof content === 'string' ? content : JSON.stringify(content)),
    expected,
  );
}

const tool = { id: 'acme', name: 'Acme', version: '1.0', vendor: { name: 'Acme Inc' } };

/** A valid 15.2.4 SAST report of these vulnerabilities. */
export function sastReport(
  ...vulnerabilities: readonly unknown[]
): { scan: Record<string, unknown> } & Record<string, unknown> {
  return {
    version: '15.2.4',
    scan: {
      type: 'sast',
      status: 'success',
      start_time: '2025-03-01T10:00:00',
      end_time: '2025-03-01T10:01:00',
      scanner: tool,
      analyzer: tool,
    },
    vulnerabilities,
  };
}

/** A valid vulnerability, with what a test wants otherwise. */
export function vulnerability(more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    id: 'v1',
    name: 'SQL injection',
    severity: 'High',
    identifiers: [{ type: 'cwe', name: 'CWE-89', value: '89' }],
    location: { file: 'app/user.rb', start_line: 12 },
    ...more,
  };
}
