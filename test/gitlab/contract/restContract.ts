import { hasContracts } from './contractsFolder.ts';
import { type FieldTree, type Operation, readOpenApi } from './openApi.ts';

/** GitLab's REST description, as something to ask about requests. */
export class RestContract {
  #operations: readonly Operation[] | undefined;

  /** What is wrong with a request; undefined for a good one, or when the description is not here. */
  violation(method: string, path: string, query: URLSearchParams, body?: unknown): string | undefined {
    if (!hasContracts || (method !== 'GET' && method !== 'POST' && method !== 'PUT' && method !== 'DELETE')) {
      return undefined;
    }
    const operation = this.operation(method, path);
    if (!operation) return `${method} ${path} is not in GitLab's REST description`;
    const known = new Set(operation.query.map(bare));
    const unknown = [...query.keys()]
      .map(bare)
      .filter((name) => !known.has(name) && !isKnownGap(operation, name));
    if (unknown.length > 0) return `${method} ${operation.path} knows no parameter ${unknown.join(', ')}`;
    const extra = unknownNames(body, operation.body);
    return extra.length > 0 ? `${method} ${operation.path} takes no ${extra.join(', ')}` : undefined;
  }

  /** The operation that answers a path; a literal segment is preferred to a parameter. */
  operation(method: string, path: string): Operation | undefined {
    this.#operations ??= readOpenApi();
    return this.#operations
      .filter((operation) => operation.method === method && patternOf(operation.path).test(path))
      .sort((a, b) => wildness(a.path) - wildness(b.path))[0];
  }
}

/** One for all servers of a process: the description is big. */
const shared = new RestContract();

export function contractViolation(
  method: string,
  path: string,
  query: URLSearchParams,
  body?: unknown,
): string | undefined {
  return shared.violation(method, path, query, body);
}

/** What a body has and its description has not: `position.nonsense`. Nothing where there is no description. */
function unknownNames(body: unknown, known: FieldTree | null | undefined): readonly string[] {
  if (Array.isArray(body)) return body.flatMap((item) => unknownNames(item, known));
  if (typeof body !== 'object' || body === null || !known) return [];
  return Object.entries(body).flatMap(([name, value]) =>
    name in known ? unknownNames(value, known[name]).map((inner) => `${name}.${inner}`) : [name],
  );
}

/** `file_type` came in 19.4, after the description was made. */
function isKnownGap(operation: Operation, name: string): boolean {
  return name === 'file_type' && operation.path === '/api/v4/projects/{id}/jobs/{job_id}/artifacts';
}

/** Lists are sent as `iids[]`. */
function bare(name: string): string {
  return name.replace(/\[\]$/, '');
}

const patterns = new Map<string, RegExp>();

function patternOf(path: string): RegExp {
  const known = patterns.get(path);
  if (known) return known;
  const source = path
    .split('/')
    .map((part) => {
      if (part.startsWith('*')) return '.+';
      return part
        .split(/\{[^}]*\}/)
        .map(escape)
        .join('[^/]+');
    })
    .join('/');
  const pattern = new RegExp(`^${source}$`);
  patterns.set(path, pattern);
  return pattern;
}

function wildness(path: string): number {
  return (path.match(/[{*]/g) ?? []).length + (path.includes('*') ? 10 : 0);
}

function escape(text: string): string {
  return text.replaceAll(/[.+?^$()|[\]\\*]/g, '\\$&');
}
