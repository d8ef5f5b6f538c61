import { gitLabLink } from './gitLabLink.ts';
import { begun, neutral } from './gitLabText.ts';
import { visible } from './plainText.ts';
import { ruler, tokens } from './safeMarkdown.ts';

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

/** A line of a code block. Not every version of GitLab knows where code begins when it looks for commands and marks. */
export function codeLine(line: string): string {
  return /^\s*(?:\/[a-z_]|<!--|\[\/\/\]:|::|>>>)/i.test(line) ? ` ${line.trimStart()}` : line;
}

function proseLine(line: string, own: string): string {
  if (ruler.test(line)) return line.trim().replace(/[*_=-]/g, '\\$&');
  const [, indent = '', marker = '', rest = ''] = /^(\s*)([-*+] |\d{1,3}[.)] )?\s*(.*)$/s.exec(line) ?? [];
  // Four spaces would make a code block out of an indented paragraph.
  const before = marker === '' ? '' : `${indent.replace(/[^ ]/g, '  ').slice(0, 8)}${marker}`;
  return `${before}${begun(rest, (after) => inline(after, own))}`;
}

function inline(text: string, own: string): string {
  let out = '';
  let end = 0;
  for (const match of text.matchAll(tokens)) {
    const { code, label, target, url } = match.groups ?? {};
    const kept = code ?? gitLabLink(label ?? '', target ?? url ?? '', own);
    if (kept === undefined) continue;
    out += neutral(text.slice(end, match.index), { isFollowed: true }) + kept;
    end = match.index + match[0].length;
  }
  return out + neutral(text.slice(end));
}
