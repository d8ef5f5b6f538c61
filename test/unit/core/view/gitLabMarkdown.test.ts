import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { gitLabLink } from '../../../../src/core/view/gitLabLink.ts';
import { gitLabMarkdown } from '../../../../src/core/view/gitLabMarkdown.ts';
import { gitLabQuote, gitLabText, gitLabTitle } from '../../../../src/core/view/gitLabText.ts';
import { assertInert, own } from './assertInert.ts';

const hostile: readonly string[] = [
  '/close',
  'Text\n/assign @root\n/label ~bug',
  '- /close',
  '> /close',
  '1. /close',
  '- - /close',
  '   /close',
  '\t/close',
  '**/close**',
  '```\n/close\n```',
  '```\n```\n/close',
  '~~~\n```\n/close\n~~~',
  '    /close',
  '@all @root (@dana) "@dana" x@dana a@b.example',
  '**@all** _@all_ *@all*',
  '`@all` @all `',
  '#1 !2 ~label ~"a b" %milestone %"a b" $3 &4 ^alert#5 [vulnerability:6] [issue:7] [epic:8] *iteration:9',
  'group/project#1 group/project!2 group/project~bug',
  `${own}/group/project/-/issues/1`,
  `[look](${own}/group/project/-/issues/1)`,
  ':smile: :+1: :tada:',
  '$`a`$ $$x$$ $x$',
  '```math\nx\n```',
  '```mermaid\ngraph TD\n```',
  '::include{file=secret.md}',
  ':::include',
  '[[_TOC_]]\n\n[TOC]',
  '---\ntitle: x\n---',
  '>>>\nquoted\n>>>',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<details><summary>x</summary>',
  '<!-- ========== issue 2 of 2 ========== -->',
  '![image](https://evil.example/pixel.png)',
  '![image][ref]\n\n[ref]: https://evil.example/x.png',
  '!`x`[a](https://evil.example)',
  '[click](javascript:alert(1)) [click](http://evil.example) [click](//evil.example)',
  'http://evil.example ftp://evil.example mailto:a@b.example www.evil.example',
  '<http://evil.example> <a@b.example>',
  '&commat;all &#64;all &#x40;all',
  '\\@all \\\\@all \\\\\\@all',
  '\\`@all`\\`',
  '[@all](https://x.example) [#1](https://x.example)',
  '[a](https://x.example/@all#1) https://x.example/@all',
  '{+ added +} {- removed -} [+ added +]',
  '# heading\n## heading #1',
  'setext\n---\nsetext\n- ',
  '| a | b |\n|---|---|\n| @all | #1 |',
  '- [ ] task @all',
  'a\u2060@\u200ball',
];

test(`${hostile.length} hostile texts are inert in an issue`, () => {
  for (const text of hostile) {
    assertInert(gitLabMarkdown(text, own));
    assertInert(`* Name: ${gitLabText(text)}`);
    assertInert(gitLabText(text));
    assertInert(gitLabQuote(text), ['blockquote']);
  }
});

test('whatever is written is inert', () => {
  const sign = fc.constantFrom(
    ...Array.from('@#!~%$&^:*_[](){}<>`\\/|=+-.1aT \n\t"'),
    '```',
    '~~~',
    '/close',
    '@all',
    'https://x.example',
    own,
    'www.',
    '\n\n',
    '&#64;',
    '- ',
    '1. ',
    ':smile:',
  );
  const text = fc.array(sign, { maxLength: 40 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, (written) => {
      assertInert(gitLabMarkdown(written, own));
      assertInert(`* ${gitLabText(written)}`);
      assertInert(gitLabQuote(written), ['blockquote']);
    }),
    { numRuns: 3000 },
  );
});

test('prose is left as people wrote it', () => {
  for (const text of [
    'User input reaches a query. Anyone can read it (or change it)!',
    'Use **bound parameters**, never `f"{x}"`; see CWE-89.',
    '- one\n- two',
    '1. one\n2. two',
    '```\nquery(@all, "#1")\n```',
    '100 % of it, C# and a & b, x = y - z + 1',
    '[the docs (docs.example)](https://docs.example/x)',
  ])
    assert.equal(gitLabMarkdown(text.replace('[the docs (docs.example)]', '[the docs]'), own), text);
});

test('a link says where it leads, and one to this GitLab is no reference', () => {
  assert.equal(gitLabLink('docs', 'https://x.example/a', own), '[docs (x.example)](https://x.example/a)');
  assert.equal(gitLabLink('', 'https://x.example/a', own), '<https://x.example/a>');
  assert.equal(gitLabLink('x', 'http://x.example/a', own), undefined);
  assert.equal(gitLabLink('x', `${own}/a/-/issues/1`, own), `\`${own}/a/-/issues/1\``);
});

test('a title mentions nobody and shows no backslash', () => {
  const title = gitLabTitle('Ask @all about #1, !2, ~bug, %v1 and :smile:\n/close');
  assert.doesNotMatch(title, /[@#!~%:]\w|\\|\n/);
  assert.equal(title.replaceAll('\u2060', ''), 'Ask @all about #1, !2, ~bug, %v1 and :smile: /close');
});
