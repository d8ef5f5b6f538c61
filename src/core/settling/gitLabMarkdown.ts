import { plainLine, visible } from '../view/plainText.ts';

/**
 * Text for GitLab Flavored Markdown that is shown as the characters it is: no command, mention, reference, link, image or
 * HTML of it takes effect (https://docs.gitlab.com/user/markdown/, https://docs.gitlab.com/user/project/quick_actions/).
 *
 * GitLab looks for mentions and references in what Markdown has become, where no backslash is left; so a word that could
 * be one is put into a code span, which it never looks into. Everything else is escaped. Line breaks stay.
 */
export function gitLabText(text: string): string {
  return visible(text).split('\n').map(gitLabLine).join('\n').trim();
}

/** Text in a code span, however many backticks it has; on one line. */
export function gitLabCode(text: string): string {
  const line = visible(text).replace(/\s+/g, ' ').trim();
  if (line === '') return '';
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** The same as a quote; what stands in a quote begins no line. */
export function gitLabQuote(text: string): string {
  return gitLabText(text)
    .split('\n')
    .map((line) => (line === '' ? '>' : `> ${line}`))
    .join('\n');
}

/** A link to an address that is made here out of GitLab's own; a bracket in a file's name must not end it. */
export function gitLabLink(url: string, text: string): string {
  const safe = url.replace(
    /[\s()<>[\]\\`*_|]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
  return `[${text}](${safe})`;
}

/**
 * One line for a title or a commit, where there is no Markdown, but mentions, references and `Closes #1`: what begins one
 * is followed by a sign that is not seen and ends it.
 */
export function gitLabTitle(text: string): string {
  return plainLine(text).replace(/[@#!~%$&^:*[{](?=\S)/g, '$&\u2060');
}

function gitLabLine(line: string): string {
  const words = line.split(/[ \t]+/).filter((word) => word !== '');
  return words
    .map((word, index) => (isLively(word) ? gitLabCode(word) : escaped(word, index === 0)))
    .join(' ');
}

/** Whether GitLab could make something of a word even though all its signs were escaped. */
function isLively(word: string): boolean {
  return (
    // `@name`, `#1`, `!1`, `~label`, `%milestone`, `$1`, `&1`, `^alert#1`, `*iteration:1`, also behind a project's path.
    /[@#!~%$&^*][\p{L}\p{N}_"'[{]/u.test(word) ||
    // Addresses, of which GitLab makes links, and references where they are its own.
    /:\/\/|^\W*www\.|mailto:|[\w.-]@/i.test(word) ||
    // `[issue:1]`, `[[_TOC_]]`, `[[page]]`
    /\[\w*:|\[\[/.test(word) ||
    // Commits.
    /(?<![0-9a-z])[0-9a-f]{7,64}(?![0-9a-z])/i.test(word) ||
    // Issues of other trackers: `SHOP-1`.
    /(?<![A-Za-z0-9])[A-Z][A-Z0-9_]*-\d/.test(word) ||
    // Emoji.
    /:[\w+-]+:/.test(word) ||
    // An escaped backtick is one too many for whoever counts them without looking at what is before.
    word.includes('`')
  );
}

/** What is at the beginning of a line may also be a command, a list, a heading or a directive. */
function escaped(word: string, isFirst: boolean): string {
  const text = word.replace(/[\\*_{}[\]<>#!|~@$%^&]/g, '\\$&');
  return isFirst ? text.replace(/^[-+=:/]/, '\\$&').replace(/^(\d+)([.)])/, '$1\\$2') : text;
}
