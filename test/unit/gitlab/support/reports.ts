import { sastReport, vulnerability } from '../../../support/reportFixture.ts';

/** A SAST report without a flaw; each finding is `[file, line, rule]`. */
export function flawless(...findings: readonly (readonly [string, number, string])[]): object {
  return sastReport(
    ...findings.map(([file, line, rule], index) =>
      vulnerability({
        id: `finding-${index}`,
        name: `Rule ${rule}`,
        location: { file, start_line: line },
        identifiers: [{ type: 'semgrep_id', name: rule, value: rule }],
      }),
    ),
  );
}
