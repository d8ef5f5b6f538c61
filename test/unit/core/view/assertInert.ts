import assert from 'node:assert/strict';
import { extractQuickActions } from '../../../gitlab/state/quickActions.ts';
import { renderMarkdown } from './renderMarkdown.ts';

/** The instance that texts are written for. */
export const own = 'https://gitlab.example.com/gitlab';
const allowed = new Set(['p', 'em', 'strong', 'code', 'ul', 'ol', 'li', 'a', 'br', 'hr', 'pre']);

/** What GitLab would make something of, in the text that is left of the finished HTML outside of code and links. */
const active: readonly (readonly [string, RegExp])[] = [
  ['a mention', /@[\w.]/],
  ['an issue', /#\d/],
  ['a merge request', /!\d/],
  ['a label', /~[\w"]/],
  ['a milestone', /%[\w"]/],
  ['a snippet or math', /\$[\w`$(]/],
  ['an epic', /&\d/],
  ['an alert', /\^\w/],
  ['a named reference', /\[\w+:/],
  ['an emoji', /:[\w+-]+:/],
  ['an address', /[a-z]:\/\/|www\./i],
  ['an include', /::include/],
  ['a table of contents', /\[\[?_?TOC/],
  ['a quick action', /^\/\w/m],
];

/** @param also tags that we make ourselves */
export function assertInert(markdown: string, also: readonly string[] = []): void {
  const { html, tags, links } = renderMarkdown(markdown);
  // This renderer guesses at bare domains; GitLab links what begins with a scheme or www only.
  const hrefs = links.flatMap(([text, href]) =>
    /^\W*(?:[a-z]+:\/\/|www\.)|@/i.test(text) || href.startsWith('https:') ? [href] : [],
  );
  for (const tag of tags)
    assert.ok(allowed.has(tag) || also.includes(tag) || tag === 'fence', `<${tag}> in ${html}`);
  for (const href of hrefs) assert.match(href, /^https:\/\//, html);
  for (const href of hrefs) assert.notEqual(new URL(href).origin, 'https://gitlab.example.com');
  const { quickActions, mentions } = extractQuickActions(markdown);
  assert.deepEqual([quickActions, mentions], [[], []], markdown);
  assert.doesNotMatch(markdown, /^\/[a-z]/im, 'a quick action in a line');
  const text = html
    .replace(/<pre>.*?<\/pre>|<code>.*?<\/code>|<a .*?<\/a>/gs, ' ')
    .replace(/<[^>]+>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');
  for (const [what, pattern] of active) assert.doesNotMatch(text, pattern, `${what} in ${markdown}`);
}
