import assert from 'node:assert/strict';
import { isReportType, type ReportType } from '../../src/core/model/reportType.ts';
import { severities } from '../../src/core/model/severity.ts';
import { parseReport } from '../../src/core/report/parseReport.ts';

/** Parses, and asserts all that a consumer may rely on. */
export function assertWellFormed(bytes: Uint8Array, expected?: ReportType): void {
  const { type, version, findings, problems } = parseReport(bytes, expected);
  assert.ok(type === undefined || isReportType(type));
  assert.ok(version === undefined || version !== '');
  assert.ok(version !== undefined || findings.length + problems.length > 0);
  for (const finding of findings) {
    assert.ok(finding.title !== '' && finding.scanner.id !== '');
    assert.ok(severities.includes(finding.severity));
    JSON.stringify(finding, (_key, value: unknown) => {
      assert.ok(value !== null && !(typeof value === 'string' && value.includes('\0')));
      return value;
    });
    encodeURIComponent(finding.title);
    if (finding.location.kind !== 'code') continue;
    const { startLine, endLine } = finding.location;
    assert.ok(startLine === undefined || (Number.isSafeInteger(startLine) && startLine > 0));
    assert.ok(endLine === undefined || (startLine !== undefined && endLine >= startLine));
  }
  assert.ok(problems.length <= 102);
  for (const { message, pointer, line, column } of problems) {
    assert.match(message, /^[^\n]+\.$/);
    assert.ok(pointer === undefined || pointer === '' || pointer.startsWith('/'));
    assert.ok((line === undefined) === (column === undefined));
    assert.ok(line === undefined || (line > 0 && (column ?? 0) > 0));
  }
}
