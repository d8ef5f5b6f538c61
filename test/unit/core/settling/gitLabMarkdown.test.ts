import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { gitLabCode, gitLabQuote, gitLabText } from '../../../../src/core/settling/gitLabMarkdown.ts';
import { hiddenMarker } from '../../../../src/core/settling/findingMark.ts';
import { extractQuickActions } from '../../../gitlab/state/quickActions.ts';
import { hostile } from '../../../host/support/hostile.ts';

test('plain words stay as they are', () => {
  for (const text of [
    'SQL injection: user input reaches a query.',
    "It's (only) a test; see the README.",
    'First line.\n\nSecond line, 2 of 3.',
    'lodash 4.17.15',
  ])
    assert.equal(gitLabText(text), text);
});

test('words that GitLab acts upon stand in code spans, others are escaped', () => {
  for (const [text, safe] of [
    ['ask @dana, or @acme/all', 'ask `@dana,` or `@acme/all`'],
    ['see #12, !3, shop/api#4 and SHOP-1', 'see `#12,` `!3,` `shop/api#4` and `SHOP-1`'],
    ['CVE-2021-44228 in log4j', '`CVE-2021-44228` in log4j'],
    ['[issue:1] [[_TOC_]] :+1:', '`[issue:1]` `[[_TOC_]]` `:+1:`'],
    ['https://evil.example/x', '`https://evil.example/x`'],
    ['in deadbeef01', 'in `deadbeef01`'],
    ['/close', '\\/close'],
    ['a\n/label ~bug', 'a\n\\/label `~bug`'],
    ['# Title\n- item\n1. item\n> quote\n---', '\\# Title\n\\- item\n1\\. item\n\\> quote\n\\---'],
    ['<b>x</b> ![x](y)', '\\<b\\>x\\</b\\> `![x](y)`'],
    ['::include{file=x}', '\\::include\\{file=x\\}'],
    ['    indented', 'indented'],
    ['a\u202eb', 'a\ufffdb'],
  ] as const)
    assert.equal(gitLabText(text), safe);
});

test('a code span ends where it should, whatever is in it', () => {
  for (const [text, span] of [
    ['a', '`a`'],
    ['a`b', '``a`b``'],
    ['`a', '`` `a ``'],
    ['a\n\nb', '`a b`'],
    ['', ''],
  ] as const)
    assert.equal(gitLabCode(text), span);
});

/** What is left once code spans and escaped signs are gone: what GitLab could still act upon. */
function lively(markdown: string): string {
  return markdown.replace(/\\[!-/:-@[-`{-~]|(?<!`)(`+)(?!`)[^]*?(?<!`)\1(?!`)/g, '');
}

const nasty = fc.array(
  fc.oneof(
    fc.constantFrom('@dana', '#1', '!2', '~bug', '/close', '<!--', '-->', '`', '``', '\\', '\\@x', '\n', ' '),
    fc.constantFrom(
      '](x)',
      '![',
      '<img>',
      '$x$',
      '%1',
      '&1',
      '[[',
      ']]',
      '*',
      '_',
      'https://x.y/',
      '\\`',
      '- ',
      '> ',
    ),
    fc.string({ maxLength: 4 }),
  ),
  { maxLength: 12 },
);

test('nothing that anybody can write is a command, a mention, HTML, an image, a link or our marker', () => {
  const check = (text: string) => {
    for (const safe of [gitLabText(text), gitLabQuote(text), `x ${gitLabCode(text)}`]) {
      const { quickActions, mentions } = extractQuickActions(safe);
      assert.deepEqual([quickActions, mentions], [[], []], safe);
      assert.doesNotMatch(lively(safe), /[<@[\]!#~%$&*_]/, JSON.stringify([text, safe]));
      assert.ok(!lively(safe).includes('://'), safe);
    }
    assert.ok(!gitLabText(text).includes(hiddenMarker('dismissal-request', 'key')));
  };
  for (const text of [...hostile, hiddenMarker('dismissal-request', 'key')]) check(text);
  fc.assert(
    fc.property(nasty, (parts) => check(parts.join(''))),
    { numRuns: 3000 },
  );
});

test('every line of a quote is in the quote', () => {
  fc.assert(
    fc.property(nasty, (parts) => {
      for (const line of gitLabQuote(parts.join('')).split('\n')) assert.match(line, /^>( |$)/);
    }),
  );
});
