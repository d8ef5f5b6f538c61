import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseReport } from '../../../../src/core/report/parseReport.ts';
import { parse, reportFixture, sastReport, vulnerability } from '../../../support/reportFixture.ts';

describe('parseReport, valid reports', () => {
  it('reads everything a SAST report can say', () => {
    const report = parseReport(reportFixture('sast.json'));
    assert.deepEqual(report.problems, []);
    assert.equal(report.type, 'sast');
    assert.equal(report.version, '15.2.4');
    assert.deepEqual(report.findings[0], {
      type: 'sast',
      title: 'SQL injection',
      description: 'User input reaches a query.',
      severity: 'critical',
      scanner: { id: 'acme', name: 'Acme SAST', vendor: 'Acme', version: '1.2.3' },
      identifiers: [
        { type: 'acme_rule', name: 'ACME-17', value: '17' },
        { type: 'cwe', name: 'CWE-89', value: '89', url: 'https://cwe.mitre.org/data/definitions/89.html' },
      ],
      location: {
        kind: 'code',
        file: 'app/models/user.rb',
        startLine: 12,
        endLine: 14,
        className: 'User',
        methodName: 'find',
      },
      solution: 'Use a bound parameter.',
      falsePositive: true,
      signatures: [
        { algorithm: 'scope_offset', value: 'user.rb|User[0]|find[0]:2' },
        { algorithm: 'hash', value: 'h1|h2' },
      ],
      details: {
        links: [{ name: 'OWASP', url: 'https://owasp.org/sqli' }, { url: 'http://example.com/plain' }],
        remediations: [{ summary: 'Bind the parameter', diff: 'c2Vjb25k' }],
        codeFlows: [
          [
            { type: 'source', file: 'app/controllers/users.rb', startLine: 4, endLine: 4 },
            { type: 'propagation', file: 'app/models/user.rb', startLine: 10 },
            { type: 'sink', file: 'app/models/user.rb', startLine: 12 },
          ],
        ],
        details: [
          { name: 'Why', text: 'Because.' },
          { name: 'Docs', text: 'Read on (https://acme.example/17)' },
          { name: 'Sample', text: 'find(1)', code: true },
          { name: 'Score', text: '9.5' },
          { name: 'Sure', text: 'true' },
          { name: 'Change', text: '- a\n- b\n+ c', code: true },
          { name: 'Note', text: '*mind* this' },
          { name: 'Introduced', text: 'deadbeef' },
          { name: 'Place', text: 'lib/db.rb:3-5' },
          { name: 'Symbol', text: 'libdb.so:4096' },
          { name: 'All', text: '• one\n• • 2' },
          { name: 'Grid', text: 'File | Line\na.rb | 1' },
          { name: 'Named', text: 'Key: v' },
          { name: 'CVSS (NVD)', text: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' },
          { name: 'CVSS (Acme)', text: 'AV:N/AC:L/Au:N/C:P/I:P/A:P' },
          { name: 'CVSS (FIRST)', text: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N' },
          { name: 'Source code', text: 'where("id = #{id}")', code: true },
        ],
        evidence: [],
      },
    });
  });

  it('names a finding without a name after its CWE and file, as GitLab does', () => {
    assert.equal(parseReport(reportFixture('sast.json')).findings[1]?.title, 'CWE-79 in app/views/show.erb');
    assert.equal(
      parseReport(reportFixture('dependency-scanning.json')).findings[0]?.title,
      'CVE-2024-1 in yarn.lock',
    );
    const [container] = parseReport(reportFixture('container-scanning.json')).findings;
    assert.equal(container?.title, 'CVE-2023-5 in registry.example/app:1.2');
  });

  for (const [file, type, location] of [
    [
      'secret-detection.json',
      'secret_detection',
      { kind: 'code', file: 'config/a.env', startLine: 3, endLine: 3, commit: '4f1c2a9' },
    ],
    [
      'dependency-scanning.json',
      'dependency_scanning',
      { kind: 'dependency', file: 'yarn.lock', dependency: { name: 'left-pad', version: '1.0.0' } },
    ],
    [
      'dependency-scanning-14.json',
      'dependency_scanning',
      { kind: 'dependency', file: 'Gemfile.lock', dependency: { name: 'rack', version: '2.0' } },
    ],
    [
      'container-scanning.json',
      'container_scanning',
      {
        kind: 'image',
        image: 'registry.example/app:1.2',
        defaultBranchImage: 'registry.example/app:latest',
        operatingSystem: 'alpine 3.18',
        dependency: { name: 'musl', version: '1.2.3' },
      },
    ],
    [
      'cluster-image-scanning.json',
      'cluster_image_scanning',
      {
        kind: 'image',
        image: 'nginx:1.25',
        operatingSystem: 'debian 12',
        dependency: { name: 'libaom3', version: '3.6' },
        kubernetesResource: 'prod/Deployment/web/nginx',
      },
    ],
    [
      'dast.json',
      'dast',
      { kind: 'web', hostname: 'https://shop.example', path: '/search', method: 'GET', param: 'q' },
    ],
    [
      'api-fuzzing.json',
      'api_fuzzing',
      { kind: 'web', hostname: 'https://shop.example', path: '/search', method: 'GET', param: 'q' },
    ],
    [
      'coverage-fuzzing.json',
      'coverage_fuzzing',
      {
        kind: 'code',
        crash: {
          type: 'Heap-buffer-overflow\nREAD 1',
          address: '0x602000001573',
          stacktrace: 'INFO: Seed: 3415817494\nERROR: AddressSanitizer',
        },
      },
    ],
  ] as const) {
    it(`reads where a finding of ${file} is`, () => {
      const report = parseReport(reportFixture(file), type);
      assert.deepEqual(report.problems, []);
      assert.equal(report.type, type);
      assert.equal(report.findings[0]?.type, type);
      assert.deepEqual(report.findings[0].location, location);
    });
  }

  it('takes a secret without a commit for one, and keeps the secret itself out of the details', () => {
    const { findings } = parseReport(reportFixture('secret-detection.json'));
    assert.deepEqual(findings[1]?.location, { kind: 'code', file: 'config/b.env', startLine: 1 });
    assert.ok(!JSON.stringify(findings).includes('AKIAEXAMPLE'));
  });

  it('reads a bare array of 2.x with its keys of old', () => {
    const { type, version, findings, problems } = parseReport(reportFixture('bare-array.json'));
    assert.deepEqual([type, version, problems], ['sast', '2.0', []]);
    assert.deepEqual(
      findings.map(({ title, severity, scanner, location, details }) => [
        title,
        severity,
        scanner.id,
        location,
        details?.links,
      ]),
      [
        [
          'Predictable random number generator',
          'medium',
          'find_sec_bugs',
          { kind: 'code', file: 'src/Main.java', startLine: 47 },
          [{ url: 'https://find-sec-bugs.example/PREDICTABLE_RANDOM' }],
        ],
        ['Old jQuery', 'high', 'retire', { kind: 'none' }, [{ url: 'https://jquery.example' }]],
      ],
    );
  });

  it('matches remediations of 14.x by cve', () => {
    const [finding] = parseReport(reportFixture('dependency-scanning-14.json')).findings;
    assert.deepEqual(finding?.details?.remediations, [{ summary: 'Upgrade rack', diff: 'cmFjaw==' }]);
    assert.equal(finding.title, 'Denial of service in rack');
    // The report's own scanner counts, as in GitLab.
    assert.equal(finding.scanner.id, 'gemnasium');
  });

  it('shows the messages that DAST sent and received', () => {
    const evidence = parseReport(reportFixture('dast.json')).findings[0]?.details?.evidence;
    assert.deepEqual(
      evidence?.map(({ name }) => name),
      ['Summary', 'Found by', 'Request', 'Response', 'Request (Unmodified)', 'Response (Unmodified)'],
    );
    assert.equal(evidence[2]?.text, 'GET https://shop.example/?q=1\nAccept: */*');
    assert.equal(evidence[3]?.text, '200 OK\nServer: x\n\n<b>hi</b>');
  });

  it('reads a version it does not know yet as the newest it knows', () => {
    assert.deepEqual(parse({ ...sastReport(vulnerability()), version: '16.4.0', later: {} }).problems, []);
  });
});

describe('parseReport, the type of a report', () => {
  const untyped = (...vulnerabilities: unknown[]) => ({ version: '14.0.0', vulnerabilities });

  it('is scan.type, else the category of a finding, else the expected one, else what locations look like', () => {
    const image = vulnerability({ category: undefined, location: { image: 'a:1', dependency: {} } });
    assert.equal(parse(sastReport()).type, 'sast');
    assert.equal(parse(untyped(vulnerability({ category: 'dast' })), 'sast').type, 'dast');
    assert.equal(parse(untyped(image), 'cluster_image_scanning').type, 'cluster_image_scanning');
    assert.equal(parse(untyped(image)).type, 'container_scanning');
    assert.equal(parse(untyped(vulnerability())).type, undefined);
    assert.equal(parse(untyped(vulnerability())).findings[0]?.type, 'generic');
  });

  it('takes a scan of a registry for container scanning', () => {
    const report = sastReport();
    assert.equal(
      parse({ ...report, scan: { ...report.scan, type: 'container_scanning_for_registry' } }).type,
      'container_scanning',
    );
  });

  it('may not be the expected one: the findings stay, and the reader is told', () => {
    const report = parse(sastReport(vulnerability()), 'dast');
    assert.equal(report.type, 'sast');
    assert.equal(report.findings.length, 1);
    assert.deepEqual(
      report.problems.map(({ message, pointer }) => [message, pointer]),
      [['The report says it is of type “sast”, where GitLab expects “dast”.', '/scan/type']],
    );
  });
});
