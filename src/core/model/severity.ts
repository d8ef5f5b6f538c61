/** GitLab's severities, most severe first. */
export const severities = ['critical', 'high', 'medium', 'low', 'info', 'unknown'] as const;

export type Severity = (typeof severities)[number];

/** Orders by severity, most severe first. */
export function compareSeverity(a: Severity, b: Severity): number {
  return severities.indexOf(a) - severities.indexOf(b);
}

/** Reads a severity in any case; what GitLab does not know is `unknown`, as GitLab's own parser has it. */
export function toSeverity(text: unknown): Severity {
  const lower = typeof text === 'string' ? text.toLowerCase() : '';
  return severities.find((severity) => severity === lower) ?? 'unknown';
}
