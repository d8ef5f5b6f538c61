import type { CodeFlowStep, Detail } from '../model/finding.ts';
import { toLine1 } from '../model/location.ts';
import { nameWithin } from '../model/withinLength.ts';
import {
  cleanText,
  isWireObject,
  nameOf,
  none,
  objectOf,
  setKnown,
  textOf,
  type Draft,
  type WireObject,
} from './wire.ts';

/** Bounds for what a report may make us keep of one finding; real reports stay far below them. */
const maximum = { depth: 8, details: 100, items: 500, text: 50_000, flows: 20, steps: 500 };

const stepTypes = ['source', 'propagation', 'sink'] as const;

interface DetailsAndFlows {
  readonly details: readonly Detail[];
  readonly codeFlows: readonly (readonly CodeFlowStep[])[];
}

const noDetails: DetailsAndFlows = { details: none, codeFlows: none };

/** `vulnerabilities[].details`, GitLab's little document language, reduced to labelled text; code flows apart. */
export function toDetails(wire: unknown): DetailsAndFlows {
  if (!isWireObject(wire)) return noDetails;
  const details: Detail[] = [];
  const codeFlows: (readonly CodeFlowStep[])[] = [];
  for (const [key, detail] of Object.entries(wire).slice(0, maximum.details)) {
    if (!isWireObject(detail)) continue;
    if (detail['type'] === 'code-flows') {
      codeFlows.push(...toCodeFlows(detail));
      continue;
    }
    const text = cut(plainText(detail, 0));
    if (text === '') continue;
    const name = nameOf(detail['name']) ?? nameWithin(cleanText(key));
    details.push(
      detail['type'] === 'code' || detail['type'] === 'diff' ? { name, text, code: true } : { name, text },
    );
  }
  return { details, codeFlows };
}

function toCodeFlows(detail: WireObject): (readonly CodeFlowStep[])[] {
  const flows = Array.isArray(detail['items']) ? detail['items'].slice(0, maximum.flows) : [];
  return flows
    .map((flow: unknown) =>
      (Array.isArray(flow) ? flow : [])
        .slice(0, maximum.steps)
        .filter(isWireObject)
        .map(toStep)
        .filter((step) => step !== undefined),
    )
    .filter((flow) => flow.length > 0);
}

function toStep(node: WireObject): CodeFlowStep | undefined {
  const location = objectOf(node['file_location']);
  const file = textOf(location['file_name']);
  if (file === undefined) return undefined;
  const type = stepTypes.find((known) => known === node['node_type']) ?? 'propagation';
  const step: Draft<CodeFlowStep> = { type, file };
  setKnown(step, 'startLine', toLine1(location['line_start']));
  setKnown(step, 'endLine', toLine1(location['line_end']));
  setKnown(step, 'name', nameOf(node['name']) ?? nameOf(node['description']));
  return step;
}

function plainText(detail: unknown, depth: number): string {
  if (depth > maximum.depth) return '…';
  if (!isWireObject(detail)) return scalarOf(detail);
  switch (detail['type']) {
    case 'url':
      return withLink(textOf(detail['text']), textOf(detail['href']) ?? '');
    case 'diff':
      return [...prefixed('- ', detail['before']), ...prefixed('+ ', detail['after'])].join('\n');
    case 'file-location':
      return fileLocation(detail);
    case 'module-location':
      return `${textOf(detail['module_name']) ?? ''}:${scalarOf(detail['offset'])}`;
    case 'list':
      return items(detail['items'])
        .map((item) => `• ${plainText(item, depth + 1)}`)
        .join('\n');
    case 'table':
      return [detail['header'], ...items(detail['rows'])]
        .filter(Array.isArray)
        .map((row) =>
          items(row)
            .map((cell) => plainText(cell, depth + 1))
            .join(' | '),
        )
        .join('\n');
    case 'named-list':
      return Object.entries(objectOf(detail['items']))
        .slice(0, maximum.items)
        .map(([key, item]) => namedItem(key, item, depth))
        .join('\n');
    case 'code-flows':
      return toCodeFlows(detail)
        .map((flow) => flow.map(({ file, startLine }) => `${file}:${startLine ?? '?'}`).join(' → '))
        .join('\n');
    default:
      // text, code, markdown, value, commit, and whatever GitLab adds that has a value
      return scalarOf(detail['value']);
  }
}

function namedItem(key: string, item: unknown, depth: number): string {
  const name = isWireObject(item) ? textOf(item['name']) : undefined;
  return `${name ?? cleanText(key)}: ${plainText(item, depth + 1)}`;
}

function fileLocation(detail: WireObject): string {
  const [start, end] = [toLine1(detail['line_start']), toLine1(detail['line_end'])];
  const lines = start === undefined ? '' : `:${start}${end !== undefined && end > start ? `-${end}` : ''}`;
  return `${textOf(detail['file_name']) ?? ''}${lines}`;
}

function withLink(text: string | undefined, href: string): string {
  return text === undefined || text === href ? href : `${text} (${href})`;
}

function prefixed(prefix: string, text: unknown): string[] {
  return typeof text === 'string' && text !== ''
    ? cut(text)
        .split('\n')
        .map((line) => prefix + line)
    : [];
}

function items(wire: unknown): readonly unknown[] {
  return Array.isArray(wire) ? wire.slice(0, maximum.items) : [];
}

function scalarOf(value: unknown): string {
  if (typeof value === 'string') return cut(value);
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** Half a surrogate pair at the cut is no text. */
function cut(text: string): string {
  return text.length > maximum.text ? cleanText(`${text.slice(0, maximum.text)}…`) : text;
}
