import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { cacheFolder, contractsFolder } from './contractsFolder.ts';

export interface Operation {
  /** As the description writes it: `/api/v4/projects/{id}/jobs/{job_id}/artifacts/*artifact_path`. */
  readonly path: string;
  readonly method: string;
  readonly query: readonly string[];
  /** Names of the fields of the answer, where the description has them. */
  readonly fields: FieldTree | undefined;
  /** Names of what the body may have, where the description has them. */
  readonly body: FieldTree | undefined;
}

/** Fields by name; null where nothing more is known of what is inside. */
export interface FieldTree {
  readonly [name: string]: FieldTree | null;
}

interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

interface Described {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: Content;
  readonly responses?: Readonly<Record<string, Content>>;
}

interface Content {
  readonly $ref?: string;
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
}

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly requestBodies?: Readonly<Record<string, Content>>;
  };
}

/** GitLab's REST description, boiled down to what is checked; its three megabytes are read once per version. */
export function readOpenApi(): readonly Operation[] {
  const text = readFileSync(join(contractsFolder, 'openapi/gitlab-18.9.openapi_v3.yaml'));
  const hash = createHash('sha256')
    .update(text)
    .update(readFileSync(new URL(import.meta.url)))
    .digest('hex');
  const cached = join(cacheFolder, `openapi-${hash.slice(0, 16)}.json`);
  try {
    return JSON.parse(readFileSync(cached, 'utf8')) as readonly Operation[];
  } catch {
    const operations = operationsOf(parse(text.toString(), { strict: false, logLevel: 'silent' }) as OpenApi);
    mkdirSync(cacheFolder, { recursive: true });
    // Several test files may get here at once.
    const own = `${cached}.${process.pid}`;
    writeFileSync(own, JSON.stringify(operations));
    renameSync(own, cached);
    return operations;
  }
}

function operationsOf(api: OpenApi): readonly Operation[] {
  return Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], responses = {}, requestBody }]) => {
      const schema = (responses['200'] ?? responses['201'])?.content?.['application/json']?.schema;
      return {
        path,
        method: method.toUpperCase(),
        query: parameters.filter((one) => one.in === 'query').map(({ name }) => name),
        fields: ['get', 'post', 'put'].includes(method) ? (fieldsOf(api, schema, 4) ?? undefined) : undefined,
        body: bodyOf(api, requestBody),
      };
    }),
  );
}

function bodyOf(api: OpenApi, body: Content | undefined): FieldTree | undefined {
  const name = body?.$ref?.split('/').at(-1);
  const described = name === undefined ? body : api.components.requestBodies?.[name];
  return fieldsOf(api, described?.content?.['application/json']?.schema, 4) ?? undefined;
}

function fieldsOf(api: OpenApi, schema: Schema | undefined, depth: number): FieldTree | null {
  if (!schema || depth === 0) return null;
  const name = schema.$ref?.split('/').at(-1);
  const target = name === undefined ? schema : api.components.schemas[name];
  if (target?.items) return fieldsOf(api, target.items, depth);
  if (!target?.properties) return null;
  return Object.fromEntries(
    Object.entries(target.properties).map(([key, value]) => [key, fieldsOf(api, value, depth - 1)]),
  );
}
