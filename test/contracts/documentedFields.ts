import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contractsFolder } from '../gitlab/contract/contractsFolder.ts';
import type { FieldTree } from '../gitlab/contract/openApi.ts';

interface Example {
  readonly endpoints: readonly string[] | null;
  readonly parses: boolean;
  /** Text where it is not quite JSON. */
  readonly example: unknown;
}

/** What GitLab's documentation shows of the answers of a route. */
export interface DocumentedAnswer {
  readonly fields: FieldTree;
  /** Examples that do not parse, as text. */
  readonly text: string;
}

const folder = join(contractsFolder, 'rest-examples');

export function documentedAnswer(template: string, method = 'GET'): DocumentedAnswer {
  const wanted = withoutNames(`${method} ${template}`);
  const examples = readdirSync(folder)
    .flatMap(
      (file) =>
        (JSON.parse(readFileSync(join(folder, file), 'utf8')) as { examples: readonly Example[] }).examples,
    )
    .filter(({ endpoints }) => (endpoints ?? []).some((endpoint) => withoutNames(endpoint) === wanted));
  return {
    fields: examples
      .filter(({ parses }) => parses)
      .reduce<FieldTree>((all, { example }) => merge(all, fieldsOf(example)), {}),
    text: examples.map(({ parses, example }) => (parses ? '' : String(example))).join('\n'),
  };
}

/** Fields that an answer has and the description knows nothing of: `0.project.nonsense`. */
export function undocumentedFields(
  answer: unknown,
  described: FieldTree | null | undefined,
  documented: DocumentedAnswer,
): readonly string[] {
  const known = merge(described ?? {}, documented.fields);
  return unknownFields(answer, known, documented.text);
}

function unknownFields(value: unknown, known: FieldTree | null, text: string): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => unknownFields(item, known, text));
  if (typeof value !== 'object' || value === null || known === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (!(key in known)) return text.includes(`"${key}":`) ? [] : [key];
    return unknownFields(inner, known[key] ?? null, text).map((name) => `${key}.${name}`);
  });
}

function fieldsOf(value: unknown): FieldTree {
  if (Array.isArray(value)) return value.map(fieldsOf).reduce(merge, {});
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, typeof inner === 'object' ? fieldsOf(inner) : null]),
  );
}

/** Where one side knows what is inside and the other does not, what is known counts. */
function merge(one: FieldTree, other: FieldTree): FieldTree {
  const merged: Record<string, FieldTree | null> = { ...one };
  for (const [key, fields] of Object.entries(other)) {
    const known = merged[key];
    merged[key] = known && fields ? merge(known, fields) : (known ?? (isEmpty(fields) ? null : fields));
  }
  return merged;
}

function isEmpty(fields: FieldTree | null): boolean {
  return fields !== null && Object.keys(fields).length === 0;
}

function withoutNames(endpoint: string): string {
  return (endpoint.split('?')[0] ?? '').replaceAll(/:\w+/g, ':');
}
