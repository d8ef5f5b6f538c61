import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type AnySchemaObject } from 'ajv';

const folder = join(import.meta.dirname, '../src/core/report/schema');

/** ajv's own function for a SAST report of 15.x: the same schemas as ours, and as many flaws as there are. */
export function runTimeValidator(): (report: unknown) => boolean {
  const schemas = readdirSync(folder).map(
    (file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as AnySchemaObject,
  );
  const ajv = new Ajv({
    schemas,
    allErrors: true,
    strictTypes: false,
    strictRequired: false,
    discriminator: true,
  });
  const all = (...definitions: readonly string[]) => ({ allOf: definitions.map(($ref) => ({ $ref })) });
  return ajv.compile({
    ...all('report.json#/definitions/report', 'report.json#/definitions/report15'),
    properties: {
      vulnerabilities: {
        type: 'array',
        items: all(
          'vulnerability.json#/definitions/vulnerability',
          'vulnerability.json#/definitions/vulnerability15',
          'location.json#/definitions/sast',
        ),
      },
    },
  });
}
