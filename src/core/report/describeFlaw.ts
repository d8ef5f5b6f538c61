import { inDigits } from '../base/inDigits.ts';
import { isWireObject, quote } from './wire.ts';

/** What a validator found: where, which JSON Schema keyword said so, and what the keyword asked for. */
export interface ReportedFlaw {
  /** Where the value that was checked is in the report. */
  readonly base: string;
  readonly within: string;
  readonly keyword: string;
  readonly parameter: unknown;
}

const forms: Readonly<Record<string, string>> = {
  version: 'a version such as 15.2.4',
  start_time: 'a time such as 2025-01-31T12:00:00',
  end_time: 'a time such as 2025-01-31T12:00:00',
  discovered_at: 'a time such as 2025-01-31T12:00:00.000',
  url: 'a link with its https://',
  schema: 'a link with its https://',
  vector: 'a CVSS vector',
};

/** One plain sentence for a flaw of what was checked; undefined for one that only repeats another. */
export function describeFlaw(
  { base, within, keyword, parameter }: ReportedFlaw,
  checked: unknown,
): string | undefined {
  const parts = partsOf(base + within);
  const value = valueAt(checked, partsOf(within));
  const subject = nameOf(parts);
  const wanted = Array.isArray(parameter) ? parameter.map(String) : [String(parameter)];
  switch (keyword) {
    case 'required':
      return `${subject} has no “${wanted.join()}”.`;
    case 'type':
      return `${subject} must be ${wanted.map(withArticle).join(' or ')}, but is ${kindOf(value)}.`;
    case 'enum':
    case 'const':
      if (typeof value !== 'string') return undefined;
      return `${subject} is ${quote(value)}, but may only be ${wanted.map((each) => `“${each}”`).join(', ')}.`;
    case 'pattern':
      return `${subject} is ${quote(String(value))}, which is not ${forms[parts.at(-1) ?? ''] ?? 'in the form GitLab expects'}.`;
    case 'minLength':
    case 'minItems':
      return `${subject} is empty.`;
    case 'maxLength':
      return `${subject} is longer than ${limit(parameter)} characters.`;
    case 'maxItems':
      return `${subject} has more than ${limit(parameter)} entries.`;
    case 'minimum':
      return `${subject} is ${String(value)}, but counts from ${wanted.join()}.`;
    case 'dependencies':
      return `${subject} has a “${wanted.join()}” without its counterpart.`;
    case 'discriminator': {
      const type = isWireObject(value) ? value['type'] : undefined;
      if (type === undefined) return undefined;
      return `${subject} is of the type ${typeof type === 'string' ? quote(type) : kindOf(type)}, which GitLab does not know.`;
    }
    default:
      return `${subject} is not as GitLab’s report format has it.`;
  }
}

function limit(parameter: unknown): string {
  return Number.isInteger(parameter) ? inDigits(Number(parameter)) : String(parameter);
}

function partsOf(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function valueAt(root: unknown, parts: readonly string[]): unknown {
  let value = root;
  for (const part of parts) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<string, unknown>)[part];
  }
  return value;
}

/** `vulnerabilities[2].location.file` */
function nameOf(parts: readonly string[]): string {
  if (parts.length === 0) return 'The report';
  const name = parts
    .map((part) => (/^\d+$/.test(part) ? `[${part}]` : `.${quote(part).slice(1, -1)}`))
    .join('');
  return name.replace(/^\./, '');
}

function withArticle(type: string): string {
  return type === 'null' ? 'null' : `${/^[aio]/.test(type) ? 'an' : 'a'} ${type}`;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return withArticle(Array.isArray(value) ? 'array' : value === undefined ? 'missing value' : typeof value);
}
