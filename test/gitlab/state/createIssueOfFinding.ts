import type { IngestedFinding } from '../ingest/ingestedFinding.ts';
import type { Issue } from './issue.ts';
import type { Project } from './project.ts';
import type { State } from './state.ts';
import type { User } from './user.ts';

interface IssueOfFinding {
  readonly project?: Project;
  readonly author?: User | undefined;
  readonly title?: string | undefined;
}

/** An issue made from a finding confirms it, as GitLab's own does, and is confidential. */
export function createIssueOfFinding(
  state: State,
  finding: IngestedFinding,
  { project = finding.project, author, title }: IssueOfFinding = {},
): Issue {
  const record = state.vulnerabilities.record(finding);
  if (record) state.vulnerabilities.setState(record, 'confirmed');
  const issue = state.issues.add(project, {
    title: title ?? `Investigate vulnerability: ${finding.title}`,
    author,
    confidential: true,
  });
  // GitLab's service writes what a template made, and lets no command in it take effect but its own.
  issue.description = description(finding, state, record?.id);
  if (record) state.vulnerabilities.linkIssue(record, issue, 'created');
  return issue;
}

/** In the order of GitLab's template (`vulnerabilities/issue_description.md.erb`), each part only where there is one. */
function description(finding: IngestedFinding, state: State, recordId: number | undefined): string {
  const url = state.webUrl(finding.project);
  const { file, start_line: line } = finding.location;
  const place = file === undefined ? undefined : `${file}${line === undefined ? '' : `:${line}`}`;
  const anchor = line === undefined ? '' : `#L${line}`;
  const parts = [
    recordId === undefined
      ? undefined
      : `Issue created from vulnerability [${recordId}](${url}/-/security/vulnerabilities/${recordId})`,
    finding.description && `### Description:\n\n${finding.description}`,
    [
      `* Severity: ${finding.severity}`,
      ...(place === undefined
        ? []
        : [`* Location: [${place}](${url}/-/blob/${finding.sha}/${file}${anchor})`]),
    ].join('\n'),
    finding.solution && `### Solution:\n\n${finding.solution}`,
    list('Identifiers', finding.identifiers),
    list('Links', finding.links),
    remediations(finding),
    `### Scanner:\n\n* Name: ${finding.scanner.name}`,
  ];
  return parts.filter(Boolean).join('\n\n');
}

function list(
  title: string,
  items: readonly { readonly name?: string; readonly url?: string }[],
): string | undefined {
  if (items.length === 0) return undefined;
  const lines = items.map(({ name, url }) =>
    url === undefined ? `* ${name}` : `* [${name ?? url}](${url})`,
  );
  return `### ${title}:\n\n${lines.join('\n')}`;
}

function remediations({ remediations: all }: IngestedFinding): string | undefined {
  const patch = all[0] && Buffer.from(all[0].diff, 'base64').toString();
  if (!patch) return undefined;
  return `### Remediations:\n\n<details><summary>Patch to apply</summary>\n\n\`\`\`diff\n${patch}\n\`\`\`\n\n</details>`;
}
