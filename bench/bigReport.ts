/** A 15.2.4 report of about that many bytes, its vulnerabilities as semgrep's analyzer writes them. */
export function bigReport(size: number): string {
  const tool = {
    id: 'semgrep',
    name: 'Semgrep',
    url: 'https://semgrep.dev',
    vendor: { name: 'GitLab' },
    version: '1.110.0',
  };
  const head = {
    version: '15.2.4',
    scan: {
      analyzer: tool,
      scanner: tool,
      type: 'sast',
      start_time: '2025-03-01T10:00:00',
      end_time: '2025-03-01T10:02:00',
      status: 'success',
    },
  };
  const entries: string[] = [];
  for (let index = 0, length = 0; length < size; index += 1) {
    const entry = JSON.stringify(vulnerability(index), null, 2);
    entries.push(entry);
    length += entry.length + 2;
  }
  return `${JSON.stringify(head).slice(0, -1)},"vulnerabilities":[${entries.join(',\n')}]}`;
}

function vulnerability(index: number): object {
  const file = `app/services/module_${index % 97}/handler_${index % 1009}.rb`;
  const line = 1 + (index % 700);
  return {
    id: index.toString(16).padStart(64, '0'),
    category: 'sast',
    name: 'Improper neutralization of special elements used in an SQL command',
    description:
      'Detected user input used to manually construct a SQL string. This is usually bad practice because manual construction could ' +
      'accidentally result in a SQL injection. An attacker could use it to steal or modify the contents of the database. Instead, use ' +
      'a parameterized query, which is available by default in most database engines.',
    cve: `semgrep_id:rules.sql.${index}:${line}:${line}`,
    severity: ['Critical', 'High', 'Medium', 'Low'][index % 4],
    scanner: { id: 'semgrep', name: 'Semgrep' },
    location: { file, start_line: line, end_line: line + 2 },
    identifiers: [
      {
        type: 'semgrep_id',
        name: 'rules.sql.injection',
        value: 'rules.sql.injection',
        url: 'https://semgrep.dev/r/rules.sql.injection',
      },
      { type: 'cwe', name: 'CWE-89', value: '89', url: 'https://cwe.mitre.org/data/definitions/89.html' },
      { type: 'owasp', name: 'A03:2021 - Injection', value: 'A03:2021' },
    ],
    tracking: {
      type: 'source',
      items: [
        {
          file,
          line_start: line,
          line_end: line + 2,
          signatures: [
            { algorithm: 'scope_offset_compressed', value: `${file}|Handler[0]|call[0]:${line}` },
            { algorithm: 'scope_offset', value: `${file}|Handler[0]|call[0]:${line + 3}` },
          ],
        },
      ],
    },
  };
}
