import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { escapeAll, safeLink, safeMarkdown } from '../../../../src/core/view/safeMarkdown.ts';
import { renderMarkdown } from './renderMarkdown.ts';

const allowedTags = new Set(['p', 'em', 'strong', 'code', 'ul', 'ol', 'li', 'a', 'br', 'hr']);

function assertSafe(markdown: string): void {
  const { html, tags, links } = renderMarkdown(markdown);
  for (const tag of tags) assert.ok(allowedTags.has(tag), `<${tag}> in ${html}`);
  assert.doesNotMatch(html, /<(?!\/?(?:p|em|strong|pre|code|ul|ol|li|a|br|hr)\b)/);
  for (const [text, href] of links) {
    assert.match(href, /^https:\/\//, html);
    const { host } = new URL(href);
    assert.ok(text.includes(host), `${text} does not say that it leads to ${host}`);
  }
}

/** What a reader sees of a text that nothing may be made of. */
const plain = (text: string) =>
  renderMarkdown(text)
    .html.replace(/<[^>]+>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .trim();

const kept: readonly (readonly [string, string])[] = [
  ['plain text', '<p>plain text</p>'],
  ['*soft* and **strong** and _soft_', '<p><em>soft</em> and <strong>strong</strong> and <em>soft</em></p>'],
  ['use `eval(x)` never', '<p>use <code>eval(x)</code> never</p>'],
  ['`<b>` & `**`', '<p><code>&lt;b&gt;</code> &amp; <code>**</code></p>'],
  ['- one\n- two', '<ul>\n<li>one</li>\n<li>two</li>\n</ul>'],
  ['1. one\n2. two', '<ol>\n<li>one</li>\n<li>two</li>\n</ol>'],
  ['```js\n<b> $(x) [a](b)\n```', '<pre><code>&lt;b&gt; $\u2060(x) [a](b)\n</code></pre>'],
  ['```\nnever closed', '<pre><code>never closed\n</code></pre>'],
  ['one\n\ntwo', '<p>one</p>\n<p>two</p>'],
  [
    '[the docs](https://docs.example/x)',
    '<p><a href="https://docs.example/x">the docs (docs.example)</a></p>',
  ],
  ['see https://docs.example/x.', '<p>see <a href="https://docs.example/x">https://docs.example/x</a>.</p>'],
];

test('text, emphasis, code, lists and https links are kept', () => {
  for (const [text, html] of kept) assert.equal(renderMarkdown(safeMarkdown(text)).html.trim(), html);
});

const hostile: readonly string[] = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<!-- comment -->',
  '<?php x ?>',
  '<![CDATA[x]]>',
  '&lt;b&gt; &#60;b&#62; &amp;',
  '![image](https://evil.example/pixel.png)',
  '![image][ref]\n\n[ref]: https://evil.example/x.png',
  '[click](command:workbench.action.terminal.new)',
  '[click](javascript:alert(1))',
  '[click](JaVaScRiPt:alert(1))',
  '[click](data:text/html,x)',
  '[click](http://evil.example)',
  '[click](vscode://settings)',
  '[click](file:///etc/passwd)',
  '[click](//evil.example)',
  '[click](https://user:pass@evil.example)',
  '[click](https:evil)',
  '[click](<https://evil.example> "title")',
  '[a [b](https://x.example) c](https://y.example)',
  '[![i](https://x.example/a.png)](https://y.example)',
  '[ref]: javascript:alert(1)\n\n[ref]',
  '[ref]: https://evil.example\n[ref]',
  '<https://evil.example>',
  '<mailto:a@evil.example>',
  'www.evil.example and evil.example and a@evil.example',
  'http://evil.example/x ftp://evil.example mailto:a@b.example',
  '# heading\n## heading',
  'setext\n===\nsetext\n---',
  'setext\n- ',
  'setext\n-  \n',
  '- \n===',
  '> quote',
  '>> quote',
  '| a | b |\n|---|---|\n| c | d |',
  'a | b\n:-- | --:\nc | d',
  '~~struck~~',
  '    indented code',
  '\tindented <b>',
  '- [ ] task',
  '`a``<img src=x>`',
  '``<img src=x>``',
  '`` ` ``<b>',
  '`<b>\n</b>`',
  '\\`<b>`\\`<i>`',
  '\\[x](https://evil.example)',
  '\\\\[x](command:y)',
  '`code\\`<b>`',
  '```<b>```',
  '```\n```<b>\n<i>',
  '~~~\n```\n<b>\n~~~\n<i>',
  '- ```\n  <b>\n- <i>',
  '1. ```\n<b>',
  '* * *\n***\n___\n- - -\n---',
  'a\u202eb\u200bc\ufeff\u2066d',
  '$(zap) $(sync~spin) \\$(zap) `$(zap)` **$(zap)**',
  ':smile: @all !123 #1 ~label',
  '*'.repeat(200) + 'x' + '*'.repeat(200),
  '['.repeat(200) + '](https://x.example)',
  '[https://bank.example](https://evil.example)',
  '[bank.example](https://evil.example/bank.example)',
  '[https://github.com](https://b.com)',
  '[notevil.example](https://evil.example)',
  '[evil.example.bank.example](https://evil.example)',
];

test(`${hostile.length} hostile texts come out as the characters they are`, () => {
  for (const text of hostile) {
    assertSafe(safeMarkdown(text));
    assertSafe(`**Label:** ${escapeAll(text)} · ${escapeAll(text)}`);
  }
});

test('what is not kept is shown as it was written', () => {
  for (const text of [
    '<script>alert(1)</script>',
    '&lt;b&gt; &amp; &#60;',
    '![image](https://evil.example/pixel.png)',
    '[click](command:evil)',
    '# heading',
    '> quote',
    '| a | b |',
    'www.evil.example a@b.example',
    'C:\\dir\\*.txt {x} [y] (z) + - = ~ ! $ | .',
    '2026. A year',
  ]) {
    assert.equal(plain(escapeAll(text)), text);
    if (!text.startsWith('![') && !text.includes('*')) assert.equal(plain(safeMarkdown(text)), text);
  }
});

test('a link says where it leads, as the browser will have it', () => {
  for (const [label, target, text] of [
    ['docs.example', 'https://docs.example/x', 'docs.example'],
    ['https://docs.example/x', 'https://docs.example/x', 'https://docs.example/x'],
    ['', 'https://docs.example/x', 'https://docs.example/x'],
    ['https://github.com', 'https://b.com', 'https://github.com (b.com)'],
    ['https://github.com/', 'https://b.com/', 'https://github.com/ (b.com)'],
    ['https://b.com@evil.example', 'https://b.com', 'https://b.com@evil.example (b.com)'],
    ['see docs.example', 'https://docs.example', 'see docs.example (docs.example)'],
    ['docs.example:8443', 'https://docs.example', 'docs.example:8443 (docs.example)'],
    ['', 'https://gіthub.com', 'https://xn--gthub-n2e.com/'],
    ['https://gіthub.com', 'https://gіthub.com', 'https://xn--gthub-n2e.com/'],
    ['a\u202eb', 'https://docs.example', 'a\ufffdb (docs.example)'],
  ] as const) {
    const [link] = renderMarkdown(safeLink(label, target) ?? '').links;
    assert.equal(link?.[0], text, label);
  }
  for (const target of ['http://x.example', 'command:x', 'javascript:x', 'x', '', 'https://', '/relative'])
    assert.equal(safeLink('x', target), undefined, target);
});

test('VS Code, which looks for icons in the finished HTML, finds none', () => {
  for (const text of [
    '$(zap)',
    '\\$(zap)',
    '$\\(zap)',
    '`$(zap)`',
    '**$(zap)**',
    '[$(zap)](https://x.example)',
    '```\n$(zap)\n```',
  ])
    for (const markdown of [safeMarkdown(text), escapeAll(text)])
      assert.doesNotMatch(markdown.replace(/\\(?=[^\w\s])/g, ''), /\$\([a-z]/, text);
});

const piece = fc.oneof(
  fc.constantFrom(
    ...[
      '`',
      '``',
      '```',
      '~~~',
      '\n',
      '\n\n',
      '    ',
      '\t',
      '\\',
      '*',
      '**',
      '_',
      '[',
      ']',
      '(',
      ')',
      '](',
      '!',
      '<',
      '>',
    ],
    ...[
      '&',
      '#',
      '-',
      '- ',
      '+ ',
      '* ',
      '1. ',
      '1) ',
      '> ',
      '=',
      '---',
      '===',
      '|',
      ':',
      '.',
      '@',
      '$(',
      '"',
      "'",
      ' ',
    ],
    ...[
      'https://',
      'https://x.example',
      'http://x.example',
      'command:x',
      'javascript:x',
      'www.x.example',
      'mailto:',
    ],
    ...[
      '<img src=x>',
      '<b>',
      '</b>',
      '<!--',
      '-->',
      '&lt;',
      '&#60;',
      '[a](https://x.example)',
      '[a]: https://x.example',
    ],
  ),
  fc.string({ maxLength: 4 }),
  fc.string({ unit: 'binary', maxLength: 3 }),
);
const text = fc.array(piece, { maxLength: 16 }).map((pieces) => pieces.join(''));

test('whatever a report says, nothing but text, emphasis, code, lists and https links comes out', () => {
  fc.assert(
    fc.property(text, (said) => {
      assertSafe(safeMarkdown(said));
    }),
    { numRuns: 2000 },
  );
});

test('whatever a title says, it stays one line of text', () => {
  fc.assert(
    fc.property(text, (said) => {
      const { tags } = renderMarkdown(`**${escapeAll(said)}** x`);
      for (const tag of tags) assert.ok(['p', 'strong'].includes(tag), tag);
    }),
    { numRuns: 2000 },
  );
});
