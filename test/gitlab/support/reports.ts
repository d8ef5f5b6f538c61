/** A small SAST report; each finding is `[file, line, rule]`. */
export function sastReport(...findings: readonly (readonly [string, number, string])[]): object {
  return {
    version: '15.2.4',
    scan: { type: 'sast', scanner: { id: 'semgrep', name: 'Semgrep', vendor: { name: 'GitLab' } } },
    vulnerabilities: findings.map(([file, line, rule], index) => ({
      id: `finding-${index}`,
      name: `Rule ${rule}`,
      description: `Rule ${rule} is broken`,
      severity: 'High',
      location: { file, start_line: line, end_line: line },
      identifiers: [{ type: 'semgrep_id', name: rule, value: rule, url: `https://example.com/${rule}` }],
    })),
    remediations: [],
  };
}
