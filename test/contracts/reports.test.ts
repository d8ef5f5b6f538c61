import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Ajv, type ValidateFunction } from 'ajv';
import { isReportType, type ReportType } from '../../src/core/model/reportType.ts';
import { parseReport } from '../../src/core/report/parseReport.ts';
import { mutate } from '../support/mutateJson.ts';
import { reportFixture } from '../support/reportFixture.ts';

const contracts = join(import.meta.dirname, '../../../shared/contracts');
const skip = existsSync(join(contracts, 'fixtures/index.json'))
  ? false
  : 'the folder with the official contracts is not here';

interface TypeAndVersion {
  readonly type: string;
  readonly version?: string;
}

interface Fixture extends TypeAndVersion {
  readonly file: string;
  readonly findings?: number | string;
  readonly valid: string;
}

const fixtures = skip
  ? []
  : (JSON.parse(readFileSync(join(contracts, 'fixtures/index.json'), 'utf8')) as readonly Fixture[]);
const bytesOf = (fixture: Fixture) => readFileSync(join(contracts, fixture.file));

/** One of each type, valid by the official schema of its version. */
const ownReports = [
  { file: 'sast.json', type: 'sast', version: '15.2.4' },
  { file: 'secret-detection.json', type: 'secret_detection', version: '15.2.4' },
  { file: 'dependency-scanning.json', type: 'dependency_scanning', version: '15.2.4' },
  { file: 'dependency-scanning-14.json', type: 'dependency_scanning', version: '14.1.2' },
  { file: 'container-scanning.json', type: 'container_scanning', version: '15.1.0' },
  { file: 'cluster-image-scanning.json', type: 'cluster_image_scanning', version: '15.2.1' },
  { file: 'dast.json', type: 'dast', version: '15.2.1' },
  { file: 'api-fuzzing.json', type: 'api_fuzzing', version: '15.2.1' },
  { file: 'coverage-fuzzing.json', type: 'coverage_fuzzing', version: '15.2.1' },
] as const;

/** Reports that hold nothing to read: everything else must give each of its findings. */
const unreadable = fixtures.filter(
  ({ type, file }) =>
    type === 'not JSON' ||
    type === 'cyclonedx' ||
    /api_fuzzing_invalid|raw-trivy-under|scripts__gl-sast-report/.test(file),
);

describe('real reports', { skip }, () => {
  it('are all here', () => assert.equal(fixtures.length, 90));

  for (const fixture of fixtures.filter((each) => !unreadable.includes(each))) {
    it(`gives every finding of ${fixture.file}`, () => {
      const report = parseReport(bytesOf(fixture));
      assert.equal(report.findings.length, fixture.findings);
      if (isReportType(fixture.type)) assert.equal(report.type, fixture.type);
      if (fixture.valid === 'yes') assert.deepEqual(report.problems, []);
      for (const { title, scanner } of report.findings) assert.ok(title && scanner.id);
      for (const { line, column } of report.problems) assert.ok(line && column);
    });
  }

  for (const fixture of unreadable) {
    it(`says in one sentence what ${fixture.file} is`, () => {
      const { findings, problems } = parseReport(bytesOf(fixture));
      assert.equal(findings.length, 0);
      assert.equal(problems.length, 1);
    });
  }
});

describe('our schemas and the official ones', { skip }, () => {
  const subjects = fixtures.filter(
    ({ type, version = '' }) =>
      isReportType(type) && (version.startsWith('14.') || version.startsWith('15.')),
  );

  it('agree on every report of a version they were written for', () => {
    const disagreeing = subjects.filter(
      (fixture) => agrees(JSON.parse(bytesOf(fixture).toString('utf8')), fixture) !== undefined,
    );
    assert.deepEqual(
      disagreeing.map(({ file }) => file),
      [],
    );
  });

  it('agree on our own reports, which use what the real ones here do not', () => {
    for (const { file, type, version } of ownReports) {
      const json: unknown = JSON.parse(new TextDecoder().decode(reportFixture(file)));
      assert.equal(officialOf({ type, version })?.(json), true, file);
      assert.equal(agrees(json, { type, version }), undefined, file);
    }
  });

  it('take what the oldest official ones take, of older versions', () => {
    const older = fixtures.filter((fixture) => isReportType(fixture.type) && !subjects.includes(fixture));
    const refused = older.filter(
      (fixture) => fixture.valid === 'yes' && parseReport(bytesOf(fixture)).problems.length > 0,
    );
    assert.ok(older.length > 10);
    assert.deepEqual(refused, []);
  });

  it('agree on thousands of mutated reports', (test) => {
    const originals = [
      ...subjects.map((fixture) => ({
        ...fixture,
        json: JSON.parse(bytesOf(fixture).toString('utf8')) as unknown,
        mutations: 60,
      })),
      ...ownReports.map((own) => ({
        ...own,
        json: JSON.parse(new TextDecoder().decode(reportFixture(own.file))) as unknown,
        mutations: 400,
      })),
    ];
    const disagreements = new Map<string, number>();
    let [total, flawed, disagreed] = [0, 0, 0];
    for (const { json, mutations, ...of } of originals) {
      const original = shortened(json);
      for (let count = 0; count < mutations; count += 1) {
        total += 1;
        const mutation = mutate(original, total);
        if (!officialOf(of)?.(mutation.json)) flawed += 1;
        const disagreement = agrees(mutation.json, of);
        if (disagreement === undefined) continue;
        disagreed += 1;
        const key = `${mutation.what.replace(/\/\d+/g, '/*')}: ${disagreement}`;
        disagreements.set(key, (disagreements.get(key) ?? 0) + 1);
      }
    }
    const rate = ((total - disagreed) / total) * 100;
    test.diagnostic(`${rate.toFixed(2)} % agreement on ${total} mutated reports, ${flawed} of them flawed`);
    assert.ok(total > 5000);
    // The mutations are the same every time, and we agree on all of them: a change here is a decision.
    assert.deepEqual([...disagreements], []);
  });
});

/** Undefined when both schemas say the same of a report; else which one refuses it, and why. */
function agrees(json: unknown, { type, version = '' }: TypeAndVersion): string | undefined {
  const official = officialOf({ type, version });
  assert.ok(official, `no official schema for ${type} ${version}`);
  const isValid = official(json);
  const { problems } = parseReport(new TextEncoder().encode(JSON.stringify(json)), type as ReportType);
  if (isValid === (problems.length === 0)) return undefined;
  if (isValid) return `only ours refuses, ${problems[0]?.message ?? ''}`;
  return `only the official one refuses, ${official.errors?.[0]?.instancePath ?? ''} ${official.errors?.[0]?.message ?? ''}`;
}

const compiled = new Map<string, ValidateFunction | undefined>();

function officialOf({ type, version = '' }: TypeAndVersion): ValidateFunction | undefined {
  const folders =
    version === '14.1.2'
      ? ['14.1.2', '14.0.3']
      : version.startsWith('14.')
        ? ['14.0.3']
        : ['15.2.4', '15.2.x-derived'];
  const name = `${(type === 'api_fuzzing' ? 'dast' : type).replaceAll('_', '-')}-report-format.json`;
  const key = `${folders.join()}/${name}`;
  if (!compiled.has(key)) {
    const folder = folders
      .map((each) => join(contracts, 'report-schemas', each))
      .find((each) => readdirSync(each).includes(name));
    // Formats are annotations in draft-07, and index.json counts them so.
    const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false, validateFormats: false });
    compiled.set(key, folder ? ajv.compile(JSON.parse(readFileSync(join(folder, name), 'utf8'))) : undefined);
  }
  return compiled.get(key);
}

/** The first few vulnerabilities are enough to mutate, and quick. */
function shortened(json: unknown): unknown {
  const report = json as { vulnerabilities: unknown[]; dependency_files?: unknown[] };
  return {
    ...report,
    vulnerabilities: report.vulnerabilities.slice(0, 3),
    ...(report.dependency_files && { dependency_files: report.dependency_files.slice(0, 1) }),
  };
}
