import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import { isReportType, type ReportType } from '../../src/core/model/reportType.ts';
import { parseReport } from '../../src/core/report/parseReport.ts';
import { contractsFolder as contracts } from '../gitlab/contract/contractsFolder.ts';
import { reportFixture } from '../support/reportFixture.ts';

export interface TypeAndVersion {
  readonly type: string;
  readonly version?: string;
}

export interface Fixture extends TypeAndVersion {
  readonly file: string;
  readonly findings?: number | string;
  readonly valid: string;
}

/** Real reports; none where the folder with the official contracts is not here. */
export const fixtures: readonly Fixture[] = existsSync(join(contracts, 'fixtures/index.json'))
  ? (JSON.parse(readFileSync(join(contracts, 'fixtures/index.json'), 'utf8')) as readonly Fixture[])
  : [];

export function bytesOf(fixture: Fixture): Uint8Array {
  return readFileSync(join(contracts, fixture.file));
}

/** Real reports of the versions that our schemas were written for. */
export const subjects = fixtures.filter(
  ({ type, version = '' }) => isReportType(type) && (version.startsWith('14.') || version.startsWith('15.')),
);

/** One of each type, valid by the official schema of its version. */
export const ownReports = [
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

/** What is mutated, and of which type and version it is. */
export function originals(): readonly (TypeAndVersion & {
  readonly json: unknown;
  readonly isOwn: boolean;
})[] {
  const jsonOf = (bytes: Uint8Array) => shortened(JSON.parse(new TextDecoder().decode(bytes)));
  return [
    ...subjects.map((fixture) => ({ ...fixture, json: jsonOf(bytesOf(fixture)), isOwn: false })),
    ...ownReports.map((own) => ({ ...own, json: jsonOf(reportFixture(own.file)), isOwn: true })),
  ];
}

/** Undefined when both schemas say the same of a report; else which one refuses it, and why. */
export function agrees(json: unknown, { type, version = '' }: TypeAndVersion): string | undefined {
  const official = officialOf({ type, version });
  assert.ok(official, `no official schema for ${type} ${version}`);
  const isValid = official(json);
  const { problems } = parseReport(new TextEncoder().encode(JSON.stringify(json)), type as ReportType);
  if (isValid === (problems.length === 0)) return undefined;
  if (isValid) return `only ours refuses, ${problems[0]?.message ?? ''}`;
  return `only the official one refuses, ${official.errors?.[0]?.instancePath ?? ''} ${official.errors?.[0]?.message ?? ''}`;
}

const compiled = new Map<string, ValidateFunction | undefined>();

export function officialOf({ type, version = '' }: TypeAndVersion): ValidateFunction | undefined {
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
