import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseInstance } from '../../../../src/core/remote/parseInstance.ts';

const table: readonly (readonly [string, string?])[] = [
  ['gitlab.com', 'https://gitlab.com'],
  [' gitlab.com\n', 'https://gitlab.com'],
  ['GitLab.Example.COM', 'https://gitlab.example.com'],
  ['gitlab.example.com:8443', 'https://gitlab.example.com:8443'],
  ['gitlab.example.com:443', 'https://gitlab.example.com'],
  ['example.com/gitlab', 'https://example.com/gitlab'],
  ['https://gitlab.com', 'https://gitlab.com'],
  ['https://gitlab.com/', 'https://gitlab.com'],
  ['HTTPS://gitlab.com///', 'https://gitlab.com'],
  ['https://example.com/gitlab/', 'https://example.com/gitlab'],
  ['https://example.com:8443/a/b', 'https://example.com:8443/a/b'],
  ['https://gitlab.com/-/user_settings/personal_access_tokens', 'https://gitlab.com'],
  ['https://example.com/gitlab/-/profile', 'https://example.com/gitlab'],
  ['https://gitlab.com?x=1#y', 'https://gitlab.com'],
  ['https://[::1]:8443', 'https://[::1]:8443'],
  ['https://10.0.0.7', 'https://10.0.0.7'],
  ['https://bücher.example', 'https://xn--bcher-kva.example'],
  // Plain http to this machine only.
  ['http://localhost:3000', 'http://localhost:3000'],
  ['http://127.0.0.1:8080/gitlab', 'http://127.0.0.1:8080/gitlab'],
  ['http://127.1.2.3', 'http://127.1.2.3'],
  ['http://[::1]', 'http://[::1]'],
  ['localhost:3000', 'https://localhost:3000'],
  ['http://gitlab.com'],
  ['http://10.0.0.7'],
  ['http://0.0.0.0'],
  ['http://127.0.0.1.evil.example'],
  ['http://localhost.evil.example'],
  ['http://evil.example/localhost'],
  // A token in the address would end up in settings and logs.
  ['https://user@gitlab.com'],
  ['https://oauth2:glpat-x@gitlab.com'],
  ['user@gitlab.com'],
  ['ftp://gitlab.com'],
  ['ssh://git@gitlab.com'],
  ['file:///etc/passwd'],
  ['javascript:alert(1)'],
  ['git@gitlab.com:group/project.git'],
  [''],
  ['   '],
  ['not a host'],
  ['https://'],
  ['https://gitlab.com:99999'],
  ['C:\\gitlab'],
];

test(`${table.length} addresses that people type`, () => {
  for (const [text, wanted] of table) assert.equal(parseInstance(text)?.url, wanted, text);
});

test('whatever is typed, what comes out is https or this machine, without credentials, and stays itself', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      'https://',
      'http://',
      'localhost',
      '127.0.0.1',
      '@',
      ':',
      '/',
      '\\',
      '#',
      '?',
      '.',
      '/-/',
      'a.b',
    ),
    fc.string({ maxLength: 5 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 7 }), (pieces) => {
      const instance = parseInstance(pieces.join(''));
      if (!instance) return;
      const url = new URL(instance.url);
      assert.ok(url.protocol === 'https:' || /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname));
      assert.equal(url.username + url.password + url.search + url.hash, '');
      assert.ok(!instance.url.endsWith('/'));
      assert.deepEqual(parseInstance(instance.url), instance);
    }),
    { numRuns: 1000 },
  );
});
