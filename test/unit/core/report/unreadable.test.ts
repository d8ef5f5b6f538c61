import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseReport } from '../../../../src/core/report/parseReport.ts';
import { parse, reportFixture, sastReport, vulnerability } from '../../../support/reportFixture.ts';

const convert = 'not a GitLab security report; it must be converted to GitLab’s report format first.';

describe('a file that is no report', () => {
  for (const [what, content, message] of [
    ['an empty file', '', 'The file is empty.'],
    ['blanks', ' \n\t\n', 'The file is empty.'],
    ['text', 'gitlab.tpl', 'The file is plain text, not JSON.'],
    [
      'an HTML page',
      '\n<!DOCTYPE html><html><body>Sign in</body></html>',
      'The file is an HTML page, perhaps a sign-in or error page, not a report.',
    ],
    ['XML', '<?xml version="1.0"?><OWASPZAPReport/>', 'The file is XML, not a GitLab report in JSON.'],
    ['a zip archive', 'PK\u0003\u0004....', 'The file is a zip archive; the report is a file inside it.'],
    [
      'a log in JSON lines',
      '{"type":"warning"}\n{"type":"error"}\n',
      'The file holds several JSON documents, one per line (the log of a tool?), not one report.',
    ],
    [
      'a trailing comma',
      '{\n  "version": "15.0.0",\n}',
      'The file is not valid JSON: it goes wrong at line 3, column 1.',
    ],
    ['a comment', '{ // hi\n}', 'The file is not valid JSON: it goes wrong at line 1, column 3.'],
    ['null', 'null', 'This is JSON, but only null, not a report.'],
    ['a string', '"report"', 'This is JSON, but only a string, not a report.'],
    [
      'an API error',
      { message: '404 Not Found' },
      'This is an error answer of a server, “404 Not Found”, saved in place of a report.',
    ],
    [
      'an OAuth error',
      { error: 'invalid_token', error_description: 'Token is expired.' },
      'This is an error answer of a server, “Token is expired.”, saved in place of a report.',
    ],
    [
      'other JSON',
      { name: 'package', dependencies: {} },
      'This is JSON, but not a GitLab security report: it has no “vulnerabilities”.',
    ],
    ['an array of numbers', [1, 2], 'This is a JSON array of something else than findings.'],
    [
      'a report without vulnerabilities',
      { version: '3.0', scan: { type: 'sast' } },
      'The report has no list of “vulnerabilities”, so it tells nothing.',
    ],
    [
      'vulnerabilities that are no list',
      { vulnerabilities: {} },
      'vulnerabilities must be an array, but is an object.',
    ],
    ['Trivy', { SchemaVersion: 2, ArtifactName: 'a', Results: [] }, `This is raw Trivy output, ${convert}`],
    ['Trivy of old', [{ Target: 'a', Vulnerabilities: null }], `This is raw Trivy output, ${convert}`],
    [
      'Semgrep',
      { version: '1.7', results: [{ check_id: 'a' }], errors: [] },
      `This is raw Semgrep output, ${convert}`,
    ],
    [
      'Semgrep without results',
      { version: '1.7', results: [], paths: {} },
      `This is raw Semgrep output, ${convert}`,
    ],
    ['Gitleaks', [{ RuleID: 'aws', Match: 'x', File: 'a' }], `This is raw Gitleaks output, ${convert}`],
    ['Bandit', { metrics: {}, results: [{ test_id: 'B1' }] }, `This is raw Bandit output, ${convert}`],
    ['Grype', { matches: [], descriptor: { name: 'grype' } }, `This is raw Grype output, ${convert}`],
    ['SARIF', { version: '2.1.0', runs: [] }, `This is SARIF, ${convert}`],
    [
      'CycloneDX',
      { bomFormat: 'CycloneDX', vulnerabilities: [] },
      `This is a CycloneDX software bill of materials, ${convert}`,
    ],
    [
      'Snyk',
      { ok: false, vulnerabilities: [], packageManager: 'npm' },
      `This is raw Snyk output, ${convert}`,
    ],
    ['npm audit', { auditReportVersion: 2, vulnerabilities: {} }, `This is raw npm audit output, ${convert}`],
  ] as const) {
    it(`says that it is ${what}`, () => {
      const { findings, problems } = parse(content);
      assert.deepEqual(
        problems.map((problem) => problem.message),
        [message],
      );
      assert.deepEqual(findings, []);
    });
  }

  it('says where it is cut off', () => {
    const text = '{\n  "version": "15.0.0",\n  "vulnerabilities": [{ "name": "SQL inj';
    assert.deepEqual(parse(text).problems, [
      { message: 'The file is cut off: its JSON ends unfinished at line 3, column 41.', line: 3, column: 41 },
    ]);
    for (const cut of ['{', '{"a"', '{"a":', '{"a":1', '{"a":1,', '[tru', '[1.', '{"a":{"b":[1,{}]}']) {
      assert.match(parse(cut).problems[0]?.message ?? '', /is cut off: .* line 1, column \d+\.$/, cut);
    }
  });

  it('knows gzip and other binary files by their first bytes', () => {
    const [gzip] = parseReport(Uint8Array.of(0x1f, 0x8b, 8, 0, 0)).problems;
    assert.match(gzip?.message ?? '', /compressed with gzip/);
    const [binary] = parseReport(Uint8Array.of(1, 2, 0, 0, 3)).problems;
    assert.match(binary?.message ?? '', /binary/);
  });

  it('keeps what a report without vulnerabilities tells of itself', () => {
    const { type, version } = parse({ version: '15.0.0', scan: { type: 'dast' } });
    assert.deepEqual([type, version], ['dast', '15.0.0']);
  });

  it('does not take a DAST report with ZAP’s own site beside it for ZAP’s', () => {
    assert.equal(parse({ site: [], ...sastReport(vulnerability()) }).findings.length, 1);
  });
});

describe('bytes', () => {
  const utf8 = reportFixture('sast.json');
  const text = new TextDecoder().decode(utf8);
  const expected = parseReport(utf8);
  const utf16 = (littleEndian: boolean, mark: boolean) => {
    const source = mark ? `\uFEFF${text}` : text;
    const view = new DataView(new ArrayBuffer(source.length * 2));
    for (let at = 0; at < source.length; at += 1) view.setUint16(at * 2, source.charCodeAt(at), littleEndian);
    return new Uint8Array(view.buffer);
  };

  it('may begin with a byte order mark, or be UTF-16', () => {
    assert.deepEqual(parseReport(Uint8Array.of(0xef, 0xbb, 0xbf, ...utf8)), expected);
    assert.deepEqual(parseReport(utf16(true, true)), expected);
    assert.deepEqual(parseReport(utf16(false, true)), expected);
    assert.deepEqual(parseReport(utf16(true, false)), expected);
    assert.deepEqual(parseReport(utf16(false, false)), expected);
  });

  it('that are not UTF-8 cost a problem, not the report', () => {
    const bytes = new TextEncoder().encode(
      JSON.stringify(sastReport(vulnerability({ name: 'caf? au lait' }))),
    );
    bytes[bytes.indexOf('?'.charCodeAt(0))] = 0xe9;
    const { findings, problems } = parseReport(bytes);
    assert.equal(findings[0]?.title, 'caf\uFFFD au lait');
    assert.deepEqual(problems, [
      { message: 'The file contains bytes that are not UTF-8; they are shown as �.' },
    ]);
  });

  it('may bring U+0000 and half surrogate pairs, which come out as text that every consumer takes', () => {
    const report = sastReport(
      vulnerability({ name: 'a\u0000b', description: 'c\ud800d', solution: '\\u0000 🙂' }),
    );
    const { findings, problems } = parse(report);
    assert.equal(findings[0]?.title, 'a\\u0000b');
    assert.equal(findings[0].description, 'c\uFFFDd');
    assert.equal(findings[0].solution, '\\u0000 🙂');
    assert.deepEqual(problems, []);
  });

  it('may name __proto__ and constructor, which pollutes nothing', () => {
    const hostile = '{"__proto__":{"polluted":"yes \\ud800"},"constructor":{"prototype":{"polluted":1}},';
    const entry = `${hostile}"name":"x","details":{"__proto__":{"type":"text","name":"P","value":"v"}},"identifiers":[],"location":{}}`;
    const { findings } = parse(`${hostile}"version":"15.0.0","vulnerabilities":[${entry}]}`);
    assert.equal(findings[0]?.title, 'x');
    assert.deepEqual(findings[0].details?.details, [{ name: 'P', text: 'v' }]);
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
  });

  it('may be nested a hundred thousand levels deep', () => {
    const list = '{"type":"list","name":"n","items":['.repeat(30_000) + ']}'.repeat(30_000);
    const { findings, problems } = parse(
      `{"version":"15.0.0","vulnerabilities":[{"name":"x","details":{"a":${list}}}]}`,
    );
    assert.equal(findings.length, 1);
    assert.ok(
      problems.some(({ message }) => message === 'vulnerabilities[0] is nested too deeply to be checked.'),
    );
    const arrays = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    assert.equal(parse(arrays).problems.length, 1);
    assert.match(parse('['.repeat(100_000)).problems[0]?.message ?? '', /cut off/);
  });

  it('may hold huge numbers and duplicate keys; the last one counts, as everywhere', () => {
    const { findings } = parse(
      '{"version":"15.0.0","vulnerabilities":[{"name":"a","name":"b","location":{"file":"f","start_line":1e999,"start_line":7}}]}',
    );
    assert.equal(findings[0]?.title, 'b');
    assert.deepEqual(findings[0].location, { kind: 'code', file: 'f', startLine: 7 });
  });
});
