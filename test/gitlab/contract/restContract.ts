import { hasContracts } from './contractsFolder.ts';
import { type Operation, readOpenApi } from './openApi.ts';

/** GitLab's REST description, as something to ask about requests. */
export class RestContract {
  #operations: readonly Operation[] | undefined;

  /** What is wrong with a request; undefined for a good one, or when the description is not here. */
  violation(method: string, path: string, query: URLSearchParams): string | undefined {
    if (!hasContracts || (method !== 'GET' && method !== 'POST' && method !== 'PUT' && method !== 'DELETE')) {
      return undefined;
    }
    const operation = this.operation(method, path);
    if (!operation) return `${method} ${path} is not in GitLab's REST description`;
    const known = new Set(operation.query.map(bare));
    const unknown = [...query.keys()]
      .map(bare)
      .filter((name) => !known.has(name) && !isKnownGap(operation, name));
    return unknown.length > 0
      ? `${method} ${operation.path} knows no parameter ${unknown.join(', ')}`
      : undefined;
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

export function contractViolation(method: string, path: string, query: URLSearchParams): string | undefined {
  return shared.violation(method, path, query);
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
