import { httpsUrl, plainLine, visible } from './plainText.ts';
import { ruler, tokens } from './safeMarkdown.ts';

/**
 * Invisible, and no part of a name. GitLab looks for mentions, references and emoji in the finished HTML, where some of
 * its versions have forgotten backslashes; a sign that is followed by this one starts none of them.
 */
const joiner = '\u2060';

/**
 * Text out of reports as part of an issue: what GitLab Flavored Markdown would act on (quick actions, mentions,
 * references, HTML, images, emoji, math, includes) comes out as the characters it is. Text, emphasis, code, lists and
 * https links stay (https://docs.gitlab.com/user/markdown/, https://docs.gitlab.com/user/project/quick_actions/).
 *
 * @param own the instance's URL; a link to one of its pages would be a reference
 */
export function gitLabMarkdown(text: string, own: string): string {
  let fences = 0;
  const safe = visible(text)
    .split('\n')
    .map((line) => {
      if (!/^\s*(```|~~~)/.test(line)) return fences % 2 === 1 ? codeLine(line) : proseLine(line, own);
      fences++;
      // Without its language: some of them are drawn or worked out.
      return '```';
    });
  return [...safe, ...(fences % 2 === 1 ? ['```'] : [])].join('\n');
}

/** One line in which nothing is active: for names and places. */
export function gitLabText(text: string): string {
  return begun(plainLine(text), (rest) => neutral(rest, true));
}

/** One line for a title, where GitLab knows no backslash, but mentions and references. */
export function gitLabTitle(text: string): string {
  return plainLine(text).replace(/[@#!~%$&^:*[{](?=\S)/g, `$&${joiner}`);
}

/** A link whose host can be seen; `undefined` for one that is not to be opened. */
export function gitLabLink(label: string, target: string, own: string): string | undefined {
  const href = httpsUrl(target);
  if (href === undefined) return undefined;
  const url = encodeTarget(href);
  const { host, origin } = new URL(href);
  // Renderers and browsers must not read it differently.
  if (!/^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d+)?$/.test(host)) return undefined;
  if (origin === originOf(own)) return `\`${url}\``;
  const said = plainLine(label);
  if (said === '' || said === target) return `<${url}>`;
  return `[${gitLabText(said === host ? said : `${said} (${host})`)}](${url})`;
}

/** A line of a code block. Not every version of GitLab knows where code begins when it looks for commands and marks. */
export function codeLine(line: string): string {
  return /^\s*(?:\/[a-z_]|<!--|\[\/\/\]:|::|>>>)/i.test(line) ? ` ${line.trimStart()}` : line;
}

/** Of what stands in brackets as the target of a link, nothing may end it or be markup. */
export function encodeTarget(href: string): string {
  return href
    .replace(
      /[()<>[\]\\*_`"'\s|~^{}]|(?<!\/)@/g,
      (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
    )
    .replace(/(&#?\w+);/g, '$1%3B');
}

function proseLine(line: string, own: string): string {
  if (ruler.test(line)) return line.trim().replace(/[*_=-]/g, '\\$&');
  const [, indent = '', marker = '', rest = ''] = /^(\s*)([-*+] |\d{1,3}[.)] )?\s*(.*)$/s.exec(line) ?? [];
  // Four spaces would make a code block out of an indented paragraph.
  const before = marker === '' ? '' : `${indent.replace(/[^ ]/g, '  ').slice(0, 8)}${marker}`;
  return `${before}${begun(rest, (after) => inline(after, own))}`;
}

/** What would make a command, a heading, a quote or a list of a line's beginning is escaped. */
function begun(text: string, then: (rest: string) => string): string {
  const [, digits = '', sign, rest = ''] =
    /^(\d{1,9}(?=[.)](?:\s|$)))?(\/|[>#+=-]|\*(?=\s|$)|(?<=\d)[.)])(.*)$/s.exec(text) ?? [];
  if (sign === undefined) return then(text);
  return `${digits}\\${sign}${'/#'.includes(sign) ? joiner : ''}${then(rest)}`;
}

function inline(text: string, own: string): string {
  let out = '';
  let end = 0;
  for (const match of text.matchAll(tokens)) {
    const { code, label, target, url } = match.groups ?? {};
    const kept = code ?? gitLabLink(label ?? '', target ?? url ?? '', own);
    if (kept === undefined) continue;
    // A sign at the end of a slice has something behind it, which the slice does not show.
    out += neutral(`${text.slice(end, match.index)}\0`).slice(0, -1) + kept;
    end = match.index + match[0].length;
  }
  return out + neutral(text.slice(end));
}

/** What begins nothing where it stands is left as it is, since people read the text before it is sent. */
function neutral(text: string, alsoEmphasis = false): string {
  return text.replace(
    /[\\`<\]|*_]|[[{$]|[@#~](?=\S)|!(?=[\d*_])|[%^](?=[\p{L}\p{N}_"*])|&(?=[\w#*])|:(?=\S)|www(?=\.)|(?<=[*_])\//giu,
    (sign) => {
      if (sign === '*' || sign === '_') return alsoEmphasis ? `\\${sign}` : sign;
      if (':{/'.includes(sign) || sign.length === 3) return `${sign}${joiner}`;
      return '\\`<]|'.includes(sign) ? `\\${sign}` : `\\${sign}${joiner}`;
    },
  );
}

function originOf(url: string): string | undefined {
  try {
    return new URL(url).origin;
  } catch {
    return undefined;
  }
}
