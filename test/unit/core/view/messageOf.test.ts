import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { messageOf } from '../../../../src/core/view/describeFinding.ts';
import { bareFinding } from './detailsFixture.ts';

const say = (title: string, description?: string) =>
  messageOf({ ...bareFinding, title, ...(description !== undefined && { description }) });

/** Title, description, message; most out of real reports. */
const table: readonly (readonly [string, string | undefined, string])[] = [
  ['ECB mode is insecure', undefined, 'ECB mode is insecure.'],
  [
    'ECB mode is insecure',
    'The cipher uses ECB mode, which provides poor confidentiality for encrypted data',
    'ECB mode is insecure: The cipher uses ECB mode, which provides poor confidentiality for encrypted data.',
  ],
  [
    'SQL injection',
    'User input reaches a query. It is bad.\n\nSee more.',
    'SQL injection: User input reaches a query.',
  ],
  ['useless comparison', 'useless comparison', 'useless comparison.'],
  ['useless `a == a`', 'useless `a == a`', 'useless a == a.'],
  [
    'Password in URL',
    'Password in URL detected; please remove and revoke it if this is a leak.',
    'Password in URL detected; please remove and revoke it if this is a leak.',
  ],
  [
    'Typeform API token detected; please remove it.',
    'Typeform API token',
    'Typeform API token detected; please remove it.',
  ],
  [
    'A hardcoded username is identified. Store it properly.',
    'A hardcoded username is identified. Store it properly.',
    'A hardcoded username is identified.',
  ],
  [
    'curl: NTLM password overflow',
    'curl before version 7.61.1 is vulnerable to a buffer overrun.',
    'curl: NTLM password overflow – curl before version 7.61.1 is vulnerable to a buffer overrun.',
  ],
  [
    'CVE-2019-3462 in 192.168.2.12:5000/root/webgoat@sha256:bc09fe2e0721dfaeee79364115aeedf2174cce0947b9ae5f (debian 9.4)',
    undefined,
    'CVE-2019-3462 in 192.168.2.12:5000/root/webgoat (debian 9.4).',
  ],
  [
    'OS Command Injection in pipenv',
    'pipenv is a Python development workflow tool. A flaw in it is bad.',
    'OS Command Injection in pipenv.',
  ],
  [
    'CWE-16 in /v1/tree',
    'Content Security Policy (CSP) is an added layer of security.',
    'CWE-16 in /v1/tree: Content Security Policy (CSP) is an added layer of security.',
  ],
  ['Weak hash', 'This is a weak hash.', 'Weak hash: This is a weak hash.'],
  [
    'Dangerous load',
    'Avoid `load()`, e.g. of **YAML**, vs. `safe_load()`. Really.',
    'Dangerous load: Avoid load(), e.g. of YAML, vs. safe_load().',
  ],
  [
    'Medium violation',
    '**Risk score** is in violation for the following reason(s):\n\n- Found CVE-1\n- Found CVE-2',
    'Medium violation: Risk score is in violation for the following reason(s).',
  ],
  ['Title', '## Description\n\nThe [docs](https://x.example) say no.', 'Title: The docs say no.'],
  ['Something scary!', undefined, 'Something scary!'],
  ['a\u202eb\nc', undefined, 'a\ufffdb c.'],
];

test('one sentence, without Markdown, in the words of the report', () => {
  for (const [title, description, message] of table) assert.equal(say(title, description), message);
});

test('long texts end with an ellipsis at a word, and not with a stop as well', () => {
  const message = say('word '.repeat(100), 'other '.repeat(100));
  assert.match(message, /^(?:word )+word…$/);
  assert.match(say('Title', 'other '.repeat(100)), /^Title: (?:other )+other…$/);
});

test('whatever a report says, it is one line that ends like a sentence, and not too long', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '. ',
      '! ',
      '\n',
      '\n\n',
      '`',
      '**',
      '[a](b)',
      '# ',
      '- ',
      'Word ',
      'e.g. ',
      ': ',
      '```\n',
    ),
    fc.string({ maxLength: 8 }),
    fc.string({ unit: 'binary', maxLength: 4 }),
  );
  const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(text, text, (title, description) => {
      const message = say(title, description);
      assert.doesNotMatch(message, /[\n\r\u202a-\u202e\u2066-\u2069\u200b]/);
      assert.match(message, /[.!?…]$/);
      assert.ok(message.length <= 400, message);
      assert.doesNotMatch(message, /\p{Cs}/u);
    }),
    { numRuns: 500 },
  );
});

test('a long text without a stop costs no time', () => {
  const started = performance.now();
  say('a'.repeat(200_000), `${'e.g. '.repeat(40_000)}${'`'.repeat(40_000)}${'['.repeat(40_000)}`);
  assert.ok(performance.now() - started < 500, `${performance.now() - started} ms`);
});
