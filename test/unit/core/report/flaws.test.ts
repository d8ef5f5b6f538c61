import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse, sastReport, vulnerability } from '../../../support/reportFixture.ts';

/** Problems of a report with one such vulnerability, as `pointer: message`. */
const problemsOf = (more: Readonly<Record<string, unknown>>) =>
  parse(sastReport(vulnerability(more))).problems.map(
    ({ pointer, message }) => `${pointer ?? ''}: ${message}`,
  );

describe('a report with flaws', () => {
  it('keeps every finding that can be named, and says why it left out the others', () => {
    const { findings, problems } = parse(
      sastReport(vulnerability(), 7, {}, null, { cve: 'CVE-2020-1' }, vulnerability({ name: 'Other' })),
    );
    assert.deepEqual(
      findings.map(({ title }) => title),
      ['SQL injection', 'CVE-2020-1', 'Other'],
    );
    const messages = problems.map(({ message }) => message);
    assert.ok(messages.includes('vulnerabilities[1] must be an object, but is a number.'));
    assert.ok(
      messages.includes('vulnerabilities[2] is left out: it has no name, message, CVE or identifier.'),
    );
    assert.ok(messages.includes('vulnerabilities[3] must be an object, but is null.'));
  });

  for (const [what, more, expected] of [
    [
      'severity in capitals',
      { severity: 'HIGH' },
      '/vulnerabilities/0/severity: vulnerabilities[0].severity is “HIGH”, but may only be “Info”, “Unknown”, “Low”, “Medium”, “High”, “Critical”.',
    ],
    [
      'a line as text',
      { location: { file: 'a', start_line: '3' } },
      '/vulnerabilities/0/location/start_line: vulnerabilities[0].location.start_line must be a number, but is a string.',
    ],
    [
      'no identifiers',
      { identifiers: [] },
      '/vulnerabilities/0/identifiers: vulnerabilities[0].identifiers is empty.',
    ],
    ['no id', { id: undefined }, '/vulnerabilities/0: vulnerabilities[0] has no “id”.'],
    ['an empty id', { id: '' }, '/vulnerabilities/0/id: vulnerabilities[0].id is empty.'],
    [
      'a long name',
      { name: 'x'.repeat(256) },
      '/vulnerabilities/0/name: vulnerabilities[0].name is longer than 255 characters.',
    ],
    [
      'a long solution',
      { solution: 'x'.repeat(7001) },
      '/vulnerabilities/0/solution: vulnerabilities[0].solution is longer than 7,000 characters.',
    ],
    [
      'a link without scheme',
      { links: [{ url: 'example.com' }] },
      '/vulnerabilities/0/links/0/url: vulnerabilities[0].links[0].url is “example.com”, which is not a link with its https://.',
    ],
    [
      'a CVSS score for a vector',
      { cvss_vectors: [{ vendor: 'x', vector: '9.8' }] },
      '/vulnerabilities/0/cvss_vectors/0/vector: vulnerabilities[0].cvss_vectors[0].vector is “9.8”, which is not a CVSS vector.',
    ],
    [
      'an unknown detail',
      { details: { 'a/b': { type: 'video', name: 'x' } } },
      '/vulnerabilities/0/details/a~1b: vulnerabilities[0].details.a/b is of the type “video”, which GitLab does not know.',
    ],
    [
      'a detail without type',
      { details: { a: { name: 'x', value: 'y' } } },
      '/vulnerabilities/0/details/a: vulnerabilities[0].details.a has no “type”.',
    ],
    [
      'half a column range',
      {
        details: { a: { type: 'file-location', name: 'x', file_name: 'a', line_start: 1, column_start: 1 } },
      },
      '/vulnerabilities/0/details/a: vulnerabilities[0].details.a has a “column_start” without its counterpart.',
    ],
    [
      'line 0',
      { details: { a: { type: 'file-location', name: 'x', file_name: 'a', line_start: 0 } } },
      '/vulnerabilities/0/details/a/line_start: vulnerabilities[0].details.a.line_start is 0, but counts from 1.',
    ],
  ] as const) {
    it(`names ${what}, and where it is`, () => assert.deepEqual(problemsOf(more), [expected]));
  }

  it('reads what can be read of a flawed finding', () => {
    const [finding] = parse(
      sastReport(
        vulnerability({
          severity: 'Severe',
          identifiers: [3, { name: 'CWE-1' }, { value: '7' }, {}],
          location: { file: 'a.rb', start_line: 1.5, end_line: -1 },
          links: 'https://example.com',
          flags: [{}],
        }),
      ),
    ).findings;
    assert.equal(finding?.severity, 'unknown');
    assert.deepEqual(finding.identifiers, [
      { type: 'unknown', name: 'CWE-1', value: 'CWE-1' },
      { type: 'unknown', name: '7', value: '7' },
    ]);
    assert.deepEqual(finding.location, { kind: 'code', file: 'a.rb' });
    assert.deepEqual(finding.details?.links, []);
    assert.equal(finding.falsePositive, true);
  });

  // Found by holding a hundred thousand mutations against the official schema.
  it('names fields of details that are of another type', () => {
    const flow = (type: unknown) => ({
      flow: {
        type: 'code-flows',
        name: 'Flow',
        items: [[{ node_type: 'source', file_location: { type, file_name: 'a', line_start: 1 } }]],
      },
    });
    const code = { sample: { type: 'code', name: 'Sample', value: 'x', lang: ['x'] } };
    for (const details of [flow(5), flow(['x']), code])
      assert.equal(parse(sastReport(vulnerability({ details }))).problems.length, 1);
    assert.deepEqual(parse(sastReport(vulnerability({ details: flow('file-location') }))).problems, []);
  });

  it('does not let a range end before it begins', () => {
    const [finding] = parse(
      sastReport(vulnerability({ location: { file: 'a', start_line: 9, end_line: 8 } })),
    ).findings;
    assert.deepEqual(finding?.location, { kind: 'code', file: 'a', startLine: 9 });
  });

  it('gives line and column of what is wrong, and of the parent of what is missing', () => {
    const text =
      '{\n  "version": "15.2.4",\n  "scan": {\n    "type": "sast", "status": "🙂"\n  },\n  "vulnerabilities": []\n}';
    const { problems } = parse(text);
    const at = (pointer: string) => {
      const { line, column } = problems.find((problem) => problem.pointer === pointer) ?? {};
      return [line, column];
    };
    assert.deepEqual(at('/scan'), [3, 11]);
    assert.deepEqual(at('/scan/status'), [4, 31]);
  });

  it('points into a bare array', () => {
    const [problem] = parse('[{"message": "a", "links": 3}]').problems;
    assert.deepEqual(problem, {
      message: '[0].links must be an array, but is a number.',
      pointer: '/0/links',
      line: 1,
      column: 28,
    });
  });

  it('lists a hundred problems and counts the rest', () => {
    const { findings, problems } = parse(
      sastReport(...Array.from({ length: 300 }, () => vulnerability({ severity: 'x' }))),
    );
    assert.equal(findings.length, 300);
    assert.equal(problems.length, 101);
    assert.deepEqual(problems[100], { message: '200 more flaws like these are not listed.' });
  });

  it('counts characters, not halves of them', () => {
    assert.deepEqual(problemsOf({ name: '🙂'.repeat(255) }), []);
    assert.equal(problemsOf({ name: '🙂'.repeat(256) }).length, 1);
  });

  it('quotes hostile text on one short line', () => {
    const [message] = problemsOf({ severity: `\u001b[31m\n\u202e${'x'.repeat(1000)}` });
    assert.ok(message && message.length < 250 && !/[\p{Cc}\p{Cf}]/u.test(message));
  });
});

describe('remediations', () => {
  const remediation = (summary: string, ...fixes: unknown[]) => ({ fixes, summary, diff: 'ZA==' });
  const fixesOf = (remediations: unknown[]) =>
    parse({
      ...sastReport(vulnerability({ cve: 'c' })),
      remediations,
    }).findings[0]?.details?.remediations.map(({ summary }) => summary);

  it('are matched by id, then by cve; the last one to name a finding wins', () => {
    assert.deepEqual(fixesOf([remediation('one', { id: 'v1' }), remediation('two', { id: 'v1' })]), ['two']);
    assert.deepEqual(fixesOf([remediation('by cve', { cve: 'c' }), remediation('by id', { id: 'v1' })]), [
      'by id',
      'by cve',
    ]);
    assert.deepEqual(fixesOf([remediation('both', { id: 'v1', cve: 'c' })]), ['both']);
    assert.deepEqual(fixesOf([remediation('other', { id: 'v2' }), 3]), []);
  });
});
