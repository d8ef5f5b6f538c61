import { plainLine, visible } from './plainText.ts';

/**
 * Invisible, and no part of a name. GitLab looks for mentions, references and emoji in the finished HTML, where some of
 * its versions have forgotten backslashes; a sign that is followed by this one starts none of them.
 */
const joiner = '\u2060';

/**
 * What GitLab makes links of though no sign begins it: issues of other trackers (`SHOP-1`) and commits. They are put
 * into code, where it looks for nothing, since with a joiner in it nobody would find such a name again.
 */
const unsigned = /(?<![0-9A-Za-z])([A-Z][A-Z0-9_]*-\d[\w-]*|[0-9A-Fa-f]{7,64}(?![0-9A-Za-z]))/;

/** One line in which nothing is active: for names and places. */
export function gitLabText(text: string): string {
  return begun(plainLine(text), (rest) => {
    const parts = rest.split(unsigned);
    return parts
      .map((part, index) => {
        const isLast = index === parts.length - 1;
        if (index % 2 === 0) return neutral(part, { alsoEmphasis: true, isFollowed: !isLast });
        // Whoever counts backticks without looking at what is before them must not count on from an escaped one.
        return `${parts[index - 1]?.endsWith('`') ? joiner : ''}\`${part}\``;
      })
      .join('');
  });
}

/** The same between the brackets of a link, where GitLab looks for nothing that has no sign. */
export function gitLabLabel(text: string): string {
  return begun(plainLine(text), (rest) => neutral(rest, { alsoEmphasis: true }));
}

/** The same line by line, as a quote; what stands in a quote begins no line. */
export function gitLabQuote(text: string): string {
  return visible(text)
    .trim()
    .split('\n')
    .map((line) => `> ${gitLabText(line)}`.trimEnd())
    .join('\n');
}

/** Text in a code span, however many backticks it has; on one line. */
export function gitLabCode(text: string): string {
  const line = plainLine(text);
  if (line === '') return '';
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

/**
 * One line for a title or a commit, where GitLab knows no backslash, but mentions, references and `Closes #1`: what
 * begins one is followed by a sign that is not seen.
 */
export function gitLabTitle(text: string): string {
  return plainLine(text).replace(/[@#!~%$&^:*[{](?=\S)/g, `$&${joiner}`);
}

/** What was made for GitLab as people read it there, for places that mark what is not seen. */
export function withoutJoiners(text: string): string {
  return text.replaceAll(joiner, '');
}

/** What would make a command, a heading, a quote or a list of a line's beginning is escaped. */
export function begun(text: string, then: (rest: string) => string): string {
  const [, digits = '', sign, rest = ''] =
    /^(\d{1,9}(?=[.)](?:\s|$)))?(\/|[>#+=-]|\*(?=\s|$)|(?<=\d)[.)])(.*)$/s.exec(text) ?? [];
  if (sign === undefined) return then(text);
  return `${digits}\\${sign}${'/#'.includes(sign) ? joiner : ''}${then(rest)}`;
}

export interface Surroundings {
  readonly alsoEmphasis?: boolean;
  /** Whether something stands behind the text. A sign at its end begins something then. */
  readonly isFollowed?: boolean;
}

/** What begins nothing where it stands is left as it is, since people read the text before it is sent. */
export function neutral(
  text: string,
  { alsoEmphasis = false, isFollowed = false }: Surroundings = {},
): string {
  if (isFollowed) return neutral(`${text}\0`, { alsoEmphasis }).slice(0, -1);
  return text.replace(
    /[\\`<\]|*_]|[[{$]|[@#~](?=\S)|!(?=[\d*_])|[%^](?=[\p{L}\p{N}_"*])|&(?=[\w#*])|:(?=\S)|www(?=\.)|(?<=[*_])\//giu,
    (sign) => {
      if (sign === '*' || sign === '_') return alsoEmphasis ? `\\${sign}` : sign;
      if (':{/'.includes(sign) || sign.length === 3) return `${sign}${joiner}`;
      return '\\`<]|'.includes(sign) ? `\\${sign}` : `\\${sign}${joiner}`;
    },
  );
}
