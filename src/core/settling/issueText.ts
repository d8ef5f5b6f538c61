import type { Finding, FindingDetails } from '../model/finding.ts';
import type { ReadySnapshot } from '../model/snapshot.ts';
import { placeOf } from '../view/describeFinding.ts';
import { gitLabLink, ownLink } from '../view/gitLabLink.ts';
import { codeLine, gitLabMarkdown } from '../view/gitLabMarkdown.ts';
import { gitLabText, gitLabTitle } from '../view/gitLabText.ts';
import { plainLine, shorten, visible } from '../view/plainText.ts';
import { codePageOf } from '../view/webPages.ts';
import { count, reportTypeNames, severityNames } from '../view/words.ts';

export interface IssueText {
  readonly title: string;
  readonly description: string;
}

/** GitLab's limit for titles. */
export const longestTitle = 255;
/** A patch beyond it makes the issue longer than anybody reads. */
const longestPatch = 20_000;

/**
 * An issue about findings, in the words and order of GitLab's own
 * (https://docs.gitlab.com/user/application_security/vulnerabilities/#create-a-gitlab-issue-for-a-vulnerability).
 */
export function issueText(findings: readonly Finding[], snapshot: ReadySnapshot): IssueText {
  const [only, ...others] = findings;
  if (only && others.length === 0) {
    const title = `Investigate vulnerability: ${gitLabTitle(only.title)}`;
    return { title: shorten(title, longestTitle), description: sectionsOf(only, snapshot) };
  }
  const { mergeRequest, branch } = snapshot;
  const where = mergeRequest ? `!${mergeRequest.iid}` : branch;
  const title = `Investigate vulnerabilities: ${count(findings.length, 'finding')} in ${plainLine(where)}`;
  const description = findings
    .map((finding) => `## ${gitLabText(finding.title)}\n\n${sectionsOf(finding, snapshot)}`)
    .join('\n\n');
  return { title: shorten(title, longestTitle), description };
}

function sectionsOf(finding: Finding, snapshot: ReadySnapshot): string {
  const own = snapshot.instance.url;
  const { description = '', solution = '', details, severity, scanner, type } = finding;
  const sections = [
    ofVulnerability(finding),
    section('Description', gitLabMarkdown(description, own)),
    bullets([`Severity: ${severityNames[severity]}`, ...locationOf(finding, snapshot)]),
    section('Solution', gitLabMarkdown(solution, own)),
    section('Identifiers', bullets(finding.identifiers.map((one) => linkTo(one.name, one.url, own)))),
    section('Links', bullets((details?.links ?? []).map(({ name, url }) => linkTo(name ?? url, url, own)))),
    section('Remediations', remediationsOf(details)),
    section(
      'Scanner',
      bullets([`Name: ${gitLabText(scanner.name)}`, `Type: ${gitLabText(reportTypeNames[type])}`]),
    ),
  ];
  return sections.filter((text) => text !== '').join('\n\n');
}

function ofVulnerability({ vulnerabilityUrl }: Finding): string {
  const number = /\/vulnerabilities\/(\d+)$/.exec(vulnerabilityUrl ?? '')?.[1];
  if (vulnerabilityUrl === undefined || number === undefined) return '';
  return `Issue created from vulnerability ${ownLink(number, vulnerabilityUrl)}`;
}

function locationOf(finding: Finding, snapshot: ReadySnapshot): readonly string[] {
  const place = placeOf(finding);
  if (place === undefined) return [];
  const page = codePageOf(finding, snapshot);
  return [`Location: ${page === undefined ? gitLabText(place) : ownLink(place, page)}`];
}

function linkTo(name: string, url: string | undefined, own: string): string {
  const link = url === undefined ? undefined : gitLabLink(name, url, own);
  if (link !== undefined) return link;
  return gitLabText(url === undefined || url === name ? name : `${name} ${url}`);
}

function remediationsOf(details: FindingDetails | undefined): string {
  const remediations = details?.remediations ?? [];
  return remediations
    .flatMap(({ summary, diff }) => [gitLabText(summary), diff === undefined ? '' : patchOf(diff)])
    .filter((text) => text !== '')
    .join('\n\n');
}

/** GitLab folds the patch up. One that is not plain text, or endless, is left out. */
function patchOf(encoded: string): string {
  const patch = decode(encoded)?.replace(/\r\n/g, '\n').trimEnd();
  if (patch === undefined || patch === '' || patch.length > longestPatch || visible(patch) !== patch)
    return '';
  const runs = [...patch.matchAll(/`+/g)].map(([run]) => run.length);
  const fence = '`'.repeat(Math.max(3, ...runs.map((length) => length + 1)));
  const lines = patch.split('\n').map(codeLine).join('\n');
  return `<details><summary>Patch to apply</summary>\n\n${fence}diff\n${lines}\n${fence}\n\n</details>`;
}

function decode(encoded: string): string | undefined {
  try {
    const bytes = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function section(title: string, text: string): string {
  return text.trim() === '' ? '' : `### ${title}:\n\n${text.trim()}`;
}

function bullets(lines: readonly string[]): string {
  return lines.map((line) => `* ${line}`).join('\n');
}
