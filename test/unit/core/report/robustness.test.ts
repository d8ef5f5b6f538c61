import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { isReportType, reportTypes, type ReportType } from '../../../../src/core/model/reportType.ts';
import { severities } from '../../../../src/core/model/severity.ts';
import { parseReport } from '../../../../src/core/report/parseReport.ts';
import { mutate } from '../../../support/mutateJson.ts';
import { reportFixture } from '../../../support/reportFixture.ts';

const files = [
  'sast.json',
  'dast.json',
  'secret-detection.json',
  'dependency-scanning-14.json',
  'cluster-image-scanning.json',
  'bare-array.json',
];

/** Parses, and asserts all that a consumer may rely on. */
function assertWellFormed(bytes: Uint8Array, expected?: ReportType): void {
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

const expectedType = fc.option(fc.constantFrom(...reportTypes), { nil: undefined });

describe('parseReport never throws and always gives a well-formed report', () => {
  it('of any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), expectedType, assertWellFormed), {
      numRuns: 1000,
    });
  });

  it('of any JSON', () => {
    fc.assert(
      fc.property(fc.json({ noUnicodeString: false }), expectedType, (json, expected) =>
        assertWellFormed(new TextEncoder().encode(json), expected),
      ),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(fc.array(fc.object({ withNullPrototype: true })), (vulnerabilities) =>
        assertWellFormed(new TextEncoder().encode(JSON.stringify({ version: '15.0.0', vulnerabilities }))),
      ),
      { numRuns: 300 },
    );
  });

  it('of a report with some bytes changed, or cut anywhere', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...files),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 5 }),
        fc.nat(),
        (file, changes, cut) => {
          const bytes = Uint8Array.from(reportFixture(file));
          for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
          assertWellFormed(bytes);
          assertWellFormed(bytes.subarray(0, cut % bytes.length));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('of a report with anything in it removed, retyped or renamed', () => {
    for (const file of files) {
      const original: unknown = JSON.parse(new TextDecoder().decode(reportFixture(file)));
      for (let seed = 1; seed <= 200; seed += 1) {
        const { json, what } = mutate(original, seed);
        try {
          assertWellFormed(new TextEncoder().encode(JSON.stringify(json)), 'sast');
        } catch (error) {
          throw new Error(`${file}, ${what}`, { cause: error });
        }
      }
    }
  });
});
