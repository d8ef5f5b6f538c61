import type { WireReport } from './wireReport.ts';

/** A report as GitLab accepts it, or why it does not. */
export type ReadReport = { readonly report: WireReport } | { readonly error: string };

/** GitLab takes a report whole or not at all. This is the gist of its schemas, not the schemas. */
export function readReport(bytes: Uint8Array): ReadReport {
  const report = parse(bytes);
  if (report === undefined) return { error: '[ParsingError] JSON parsing failed' };
  if (typeof report !== 'object' || report === null || Array.isArray(report)) {
    return { error: '[Schema] value at root is not an object' };
  }
  const { version, vulnerabilities }: Readonly<Record<string, unknown>> = { ...report };
  if (typeof version !== 'string')
    return { error: '[Schema] object at root is missing required properties: version' };
  if (!Array.isArray(vulnerabilities)) {
    return { error: '[Schema] object at root is missing required properties: vulnerabilities' };
  }
  const broken = vulnerabilities.findIndex((one) => !isVulnerability(one));
  if (broken >= 0)
    return { error: `[Schema] object at \`/vulnerabilities/${broken}\` does not match the schema` };
  return { report };
}

function isVulnerability(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { location, identifiers } = value as Readonly<Record<string, unknown>>;
  const isObject = typeof location === 'object' && location !== null;
  return isObject && Array.isArray(identifiers) && identifiers.length > 0;
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch {
    return undefined;
  }
}
