import type { Finding } from '../src/core/model/finding.ts';
import { severities } from '../src/core/model/severity.ts';
import type { ReadySnapshot } from '../src/core/model/snapshot.ts';
import { bareFinding, line, readySnapshot } from '../test/unit/core/view/detailsFixture.ts';

/** A snapshot with so many findings, over five thousand files, a tenth of them new. */
export function manyFindings(count: number): ReadySnapshot {
  const findings = Array.from({ length: count }, (_, index): Finding => ({
    ...bareFinding,
    key: index.toString(16).padStart(8, '0'),
    title: `Improper neutralization of special elements, case ${index % 500}`,
    severity: severities[index % severities.length] ?? 'unknown',
    identifiers: [{ type: 'cwe', name: 'CWE-89', value: '89' }],
    location: {
      kind: 'code',
      file: `app/services/module_${index % 50}/handler_${index % 5000}.rb`,
      startLine: line(1 + (index % 700)),
    },
    change: index % 10 === 0 ? 'new' : 'existing',
  }));
  // As the thread that reads reports gives them.
  return { ...readySnapshot, findings: structuredClone(findings) };
}
