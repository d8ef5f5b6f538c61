// Texts of megabytes are cut where they come in: whoever shows one takes as long as it is.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { identityOf } from '../../../../src/core/identity/identityOf.ts';
import { keysInOrder } from '../../../../src/core/identity/keysInOrder.ts';
import { parseReport } from '../../../../src/core/report/parseReport.ts';
import { toFinding } from '../../../../src/gitlab/toFinding.ts';

const long = (end = '') => `${'A long text. '.repeat(400_000)}${end}`;
const word = (end = '') => `${'a'.repeat(5_000_000)}${end}`;

const read = (vulnerabilities: readonly object[]) =>
  parseReport(new TextEncoder().encode(JSON.stringify({ version: '15.0.0', vulnerabilities })), 'sast')
    .findings;

function assertShort(finding: object): void {
  JSON.stringify(finding, (key, value: unknown) => {
    if (typeof value === 'string') {
      const most = ['title', 'name', 'value', 'type', 'id', 'vendor'].includes(key) ? 2100 : 50_100;
      assert.ok(value.length <= most, `${key} has ${value.length} characters`);
    }
    return value;
  });
}

describe('a text of five million characters', () => {
  it('is cut in a report, whatever it is of, and says so', () => {
    for (const text of [long(), word()]) {
      const other = text.slice(0, 100_000);
      const [finding = assert.fail()] = read([
        {
          name: text,
          description: text,
          solution: text,
          scanner: { id: other, name: other, vendor: { name: other } },
          identifiers: [{ type: other, name: other, value: other, url: other }],
          links: [{ name: other, url: other }],
          location: { file: other, class: other, start_line: 1 },
          details: { [other]: { type: 'text', name: other, value: other } },
          evidence: {
            summary: other,
            source: { name: other },
            request: { method: other, url: other, body: other },
          },
          raw_source_code_extract: text,
        },
      ]);
      assertShort(finding);
      for (const shown of [finding.title, finding.description, finding.solution])
        assert.match(shown ?? '', /… \(cut from 5\d{6} characters, [\da-f]{16}\)$/);
    }
  });

  it('is cut in what GitLab answers', () => {
    const finding = toFinding({
      uuid: 'u',
      title: word(),
      severity: 'HIGH',
      reportType: 'SAST',
      location: null,
      description: long(),
      solution: long(),
      scanner: { externalId: 'semgrep', name: word() },
      identifiers: [{ name: word(), externalType: 'cwe', externalId: word(), url: null }],
    });
    assertShort(finding ?? assert.fail());
  });

  it('still tells findings apart that differ only behind the cut', () => {
    const keyOf = keysInOrder();
    const findings = read([
      { name: word('one'), location: {} },
      { name: word('two'), location: {} },
      { name: 'n', identifiers: [{ type: 't', name: 'n', value: word('one') }], location: {} },
      { name: 'n', identifiers: [{ type: 't', name: 'n', value: word('two') }], location: {} },
    ]);
    const places = findings.map((finding) => identityOf(finding).place);
    assert.equal(new Set(places).size, 4);
    assert.equal(new Set(places.map((place) => keyOf({ identity: { signatures: [], place } }))).size, 4);
    assert.equal(new Set(findings.map(({ title }) => title)).size, 3);
  });

  it('is left as it is where it is a fix', () => {
    const diff = btoa(long());
    const finding = parseReport(
      new TextEncoder().encode(
        JSON.stringify({
          version: '15.0.0',
          vulnerabilities: [{ id: '1', name: 'n' }],
          remediations: [{ fixes: [{ id: '1' }], summary: long(), diff }],
        }),
      ),
      'sast',
    ).findings[0];
    const [remediation] = finding?.details?.remediations ?? [];
    assert.equal(remediation?.diff, diff);
    assert.ok(remediation.summary.length < 2100);
  });
});
