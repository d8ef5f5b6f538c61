import { httpsUrl, visible } from './plainText.ts';

/**
 * Reduces Markdown out of reports to text, emphasis, code, lists and https links whose host can be seen. Everything
 * else (images, HTML, headings, other links) comes out as the characters it is.
 */
export function safeMarkdown(text: string): string {
  const lines = visible(text).split('\n');
  const isFence = (line: string) => /^\s*(```[^`]*$|~~~)/.test(line);
  let fences = 0;
  const safe = lines.map((line) => {
    if (isFence(line)) {
      fences++;
      return '```';
    }
    return fences % 2 === 1 ? withoutIcons(line) : safeLine(line);
  });
  return [...safe, ...(fences % 2 === 1 ? ['```'] : [])].join('\n');
}

/** Code spans and links are kept whole; what lies between them is escaped but for emphasis. */
export const tokens =
  /(?<code>`[^`\n]+`)|(?<!!)\[(?<label>[^[\]\n]*)\]\((?<target>[^()\s]+)\)|(?<url>https:\/\/[^\s<>()[\]`'"]*[^\s<>()[\]`'".,;:!?*_])/g;

/** A rule, or the underline that makes a heading of the line above. */
export const ruler = /^[\s*_=-]+$/;

function safeLine(line: string): string {
  if (ruler.test(line)) return escapeText(line.trim(), '*_');
  const [, indent = '', marker = '', rest = ''] = /^(\s*)([-*+] |\d{1,3}[.)] )?\s*(.*)$/s.exec(line) ?? [];
  let out = '';
  let end = 0;
  for (const match of rest.matchAll(tokens)) {
    out += escapeText(rest.slice(end, match.index));
    end = match.index + match[0].length;
    const { code, label, target, url } = match.groups ?? {};
    if (code !== undefined) out += withoutIcons(code);
    else out += safeLink(label ?? '', target ?? url ?? '') ?? escapeText(match[0]);
  }
  // Four spaces would make a code block out of an indented paragraph.
  return `${marker === '' ? '' : indent.slice(0, 8)}${marker}${out}${escapeText(rest.slice(end))}`;
}

/** `undefined` for a link that is not opened. */
export function safeLink(label: string, target: string): string | undefined {
  const href = httpsUrl(target);
  if (href === undefined) return undefined;
  const { host } = new URL(href);
  // Renderers and browsers must not read it differently.
  if (!/^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d+)?$/.test(host)) return undefined;
  const said = visible(label);
  const text = said === '' || said === target ? addressOf(target, href, host) : withHost(said, host);
  return `[${escapeText(text, '*_')}](${encodeTarget(href)})`;
}

/** As it was written where a browser reads the same; it knows other spellings of a host, and letters look alike. */
function addressOf(target: string, href: string, host: string): string {
  return isAddressOn(host, target) ? target : href;
}

/** The host is part of many a name: only a label that is the host, or an address on it, says where it leads. */
function withHost(label: string, host: string): string {
  return label === host || isAddressOn(host, label) ? label : `${label} (${host})`;
}

function isAddressOn(host: string, text: string): boolean {
  const start = `https://${host}`;
  return text.startsWith(start) && /^(?:[/?#][!-~]*)?$/.test(text.slice(start.length));
}

/** Escapes all of Markdown's and HTML's signs, emphasis excepted unless named. */
export function escapeText(text: string, also = ''): string {
  return text.replace(/[\\`[\]<>#!|~&$()@:.{}=+-]|[*_]/g, (sign) => {
    if (sign === '*' || sign === '_') return also.includes(sign) ? `\\${sign}` : sign;
    if (sign === '<') return '&lt;';
    if (sign === '>') return '&gt;';
    if (sign === '&') return '&amp;';
    // VS Code looks for icons in the finished HTML, where a backslash is long gone.
    if (sign === '$') return '&#36;';
    // Breaks `https:`, `www.` and `@user` autolinks without being seen; the backslash works on punctuation only.
    return `\\${sign}`;
  });
}

/** Everything escaped: for titles and names, where a star is a star. */
export function escapeAll(text: string): string {
  return escapeText(visible(text).replace(/\s+/g, ' ').trim(), '*_');
}

/** In code nothing can be escaped: an invisible sign (word joiner) keeps `$(whoami)` from becoming an icon. */
function withoutIcons(code: string): string {
  return code.replace(/\$\(/g, '$\u2060(');
}

function encodeTarget(href: string): string {
  return (
    href
      .replace(
        /[()<>\\*_`"'\s]/g,
        (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
      )
      // `&lt;` would become what it stands for.
      .replace(/(&#?\w+);/g, '$1%3B')
  );
}
