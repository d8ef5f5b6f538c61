import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { applyInsteadOf, insteadOfRules } from '../../../../src/core/remote/applyInsteadOf.ts';
import { candidateProjects } from '../../../../src/core/remote/candidateProjects.ts';

const signedIn = [
  { url: 'https://gitlab.com' },
  { url: 'https://example.com/gitlab' },
  { url: 'https://git.example.com:8443' },
  { url: 'http://127.0.0.1:8080/sub' },
];

/** Which projects on which signed-in instances; or the host nobody is signed in to. */
const told = (url: string, instances = signedIn) => {
  const { candidates, unknown } = candidateProjects([{ name: 'origin', url }], instances);
  return [
    ...candidates.map(({ instance, path }) => `${instance.url} ${path}`),
    ...unknown.map(({ host, path }) => `? ${host} ${path}`),
  ];
};

const table: readonly (readonly [string, readonly string[]])[] = [
  ['https://gitlab.com/g/p.git', ['https://gitlab.com g/p']],
  ['http://gitlab.com/g/p.git', ['https://gitlab.com g/p']],
  ['git@gitlab.com:g/p.git', ['https://gitlab.com g/p']],
  ['ssh://git@gitlab.com:2222/g/p.git', ['https://gitlab.com g/p']],
  ['https://gitlab.com:8443/g/p.git', ['? gitlab.com:8443 g/p']],
  ['https://gitlab.com.evil.example/g/p', ['? gitlab.com.evil.example g/p']],
  ['https://evil.example/gitlab.com/g/p', ['? evil.example gitlab.com/g/p']],
  ['https://gitlab.com@evil.example/g/p', ['? evil.example g/p']],
  ['git@sub.gitlab.com:g/p', ['? sub.gitlab.com g/p']],
  ['https://example.com/gitlab/g/p.git', ['https://example.com/gitlab g/p']],
  ['https://example.com/gitlab/g.git', ['? example.com gitlab/g']],
  ['https://example.com/gitlabby/g/p.git', ['? example.com gitlabby/g/p']],
  ['https://example.com/g/p.git', ['? example.com g/p']],
  ['git@example.com:g/p.git', ['https://example.com/gitlab g/p']],
  ['https://git.example.com:8443/g/p.git', ['https://git.example.com:8443 g/p']],
  ['https://git.example.com/g/p.git', ['? git.example.com g/p']],
  ['git@git.example.com:g/p.git', ['https://git.example.com:8443 g/p']],
  ['http://127.0.0.1:8080/sub/g/p', ['http://127.0.0.1:8080/sub g/p']],
  ['https://github.com/g/p', []],
  ['/srv/git/g/p.git', []],
];

test('a remote belongs to the signed-in instance of its host, port and sub-path', () => {
  for (const [url, wanted] of table) assert.deepEqual(told(url), wanted, url);
});

test('several instances of one host name qualify for an ssh remote', () => {
  const two = [{ url: 'https://example.com/one' }, { url: 'https://example.com:8443' }];
  assert.deepEqual(told('git@example.com:g/p', two), [
    'https://example.com/one g/p',
    'https://example.com:8443 g/p',
  ]);
});

test('a project that two remotes lead to is asked for once, each host without sign-in is told', () => {
  const remotes = [
    { name: 'origin', url: 'git@gitlab.com:g/p.git' },
    { name: 'web', url: 'https://gitlab.com/G/P' },
    { name: 'fork', url: 'git@gitlab.com:me/p.git' },
    { name: 'mirror', url: 'https://mirror.example/g/p' },
  ];
  const { candidates, unknown } = candidateProjects(remotes, signedIn);
  assert.deepEqual(
    candidates.map(({ remote, path }) => `${remote} ${path}`),
    ['origin g/p', 'fork me/p'],
  );
  assert.deepEqual(unknown, [{ remote: 'mirror', host: 'mirror.example', path: 'g/p' }]);
});

test('whatever remotes say, no candidate is on a host that is not signed in', () => {
  const host = fc.constantFrom(
    'gitlab.com',
    'example.com',
    'evil.example',
    'gitlab.com.evil.example',
    '127.0.0.1',
    '[::1]',
  );
  const port = fc.constantFrom('', ':22', ':443', ':8080', ':8443', ':');
  const user = fc.constantFrom('', 'git@', 'user:password@', 'gitlab.com@', 'evil.example:x@');
  const path = fc.array(fc.constantFrom('g', 'p.git', 'gitlab', '..', '%2e%2e', 'gitlab.com', ''), {
    maxLength: 5,
  });
  const url = fc.oneof(
    fc
      .tuple(fc.constantFrom('https', 'http', 'ssh', 'git', 'HTTPS'), user, host, port, path)
      .map(([scheme, who, name, at, parts]) => `${scheme}://${who}${name}${at}/${parts.join('/')}`),
    fc.tuple(user, host, path).map(([who, name, parts]) => `${who}${name}:${parts.join('/')}`),
    fc
      .tuple(user, host, port, path)
      .map(([who, name, at, parts]) => `[${who}${name}${at}]:${parts.join('/')}`),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(url, { maxLength: 4 }), fc.subarray(signedIn), (urls, instances) => {
      const remotes = urls.map((one, index) => ({ name: `r${index}`, url: one }));
      for (const { instance, remote } of candidateProjects(remotes, instances).candidates) {
        assert.ok(instances.includes(instance));
        const { hostname } = new URL(instance.url);
        assert.ok(remotes.find(({ name }) => name === remote)?.url.includes(hostname));
      }
    }),
    { numRuns: 1000 },
  );
});

test('insteadOf: the longest matching prefix wins, as git has it', () => {
  const rules = insteadOfRules([
    { key: 'url.https://gitlab.com/.insteadof', value: 'gl:' },
    { key: 'url.git@gitlab.com:.insteadOf', value: 'https://gitlab.com/' },
    { key: 'URL.ssh://git@work.example/.INSTEADOF', value: 'https://gitlab.com/work/' },
    { key: 'url.https://odd.example/insteadof/.insteadof', value: 'odd:' },
    { key: 'url.x.pushinsteadof', value: 'https://' },
    { key: 'url.empty.insteadof', value: '' },
  ]);
  for (const [url, wanted] of [
    ['gl:g/p.git', 'https://gitlab.com/g/p.git'],
    ['https://gitlab.com/g/p.git', 'git@gitlab.com:g/p.git'],
    ['https://gitlab.com/work/g/p.git', 'ssh://git@work.example/g/p.git'],
    ['odd:g/p', 'https://odd.example/insteadof/g/p'],
    ['https://example.com/g/p', 'https://example.com/g/p'],
    ['GL:g/p', 'GL:g/p'],
  ]) {
    assert.equal(applyInsteadOf(url ?? '', rules), wanted);
  }
  assert.equal(applyInsteadOf('a', []), 'a');
});
