import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseRemote } from '../../../../src/core/remote/parseRemote.ts';

/** `ssh host path` or `web host[:port] path`; nothing for what is no project on a server. */
const remotes: readonly (readonly [string, string?])[] = [
  // ssh as a URL
  ['ssh://git@gitlab.com/group/project.git', 'ssh gitlab.com group/project'],
  ['ssh://git@gitlab.com:22/group/project.git', 'ssh gitlab.com group/project'],
  ['ssh://git@gitlab.example.com:2222/group/sub/project.git', 'ssh gitlab.example.com group/sub/project'],
  ['ssh://gitlab.example.com/group/project', 'ssh gitlab.example.com group/project'],
  ['ssh://git@GitLab.Example.COM/Group/Project.git', 'ssh gitlab.example.com Group/Project'],
  ['ssh://git@[2001:db8::1]:2222/group/project.git', 'ssh [2001:db8::1] group/project'],
  ['git+ssh://git@gitlab.com/group/project.git', 'ssh gitlab.com group/project'],
  ['git://gitlab.example.com/group/project.git', 'ssh gitlab.example.com group/project'],
  ['SSH://git@gitlab.com/group/project.git', 'ssh gitlab.com group/project'],
  // scp-like
  ['git@gitlab.com:group/project.git', 'ssh gitlab.com group/project'],
  ['git@gitlab.com:group/project', 'ssh gitlab.com group/project'],
  ['git@gitlab.com:/group/project.git', 'ssh gitlab.com group/project'],
  ['git@gitlab.com:group/project.git/', 'ssh gitlab.com group/project'],
  ['gitlab.com:group/project.git', 'ssh gitlab.com group/project'],
  ['work:group/project.git', 'ssh work group/project'],
  ['my_host:group/project.git', 'ssh my_host group/project'],
  ['git@gitlab.example.com:a/b/c/d/e/f.git', 'ssh gitlab.example.com a/b/c/d/e/f'],
  ['gitlab+deploy-token-1@gitlab.com:group/project.git', 'ssh gitlab.com group/project'],
  ['[git@gitlab.example.com:2222]:group/project.git', 'ssh gitlab.example.com group/project'],
  ['[gitlab.example.com:2222]:group/project.git', 'ssh gitlab.example.com group/project'],
  ['git@[::1]:group/project.git', 'ssh [::1] group/project'],
  ['[::1]:group/project.git', 'ssh [::1] group/project'],
  ['[git@::1]:group/project.git', 'ssh [::1] group/project'],
  ['git@gitlab.com:group/dotted.name.git', 'ssh gitlab.com group/dotted.name'],
  ['git@gitlab.com:group/.github.git', 'ssh gitlab.com group/.github'],
  ['git@gitlab.com:group/_under-score', 'ssh gitlab.com group/_under-score'],
  // web
  ['https://gitlab.com/group/project.git', 'web gitlab.com group/project'],
  ['https://gitlab.com/group/project', 'web gitlab.com group/project'],
  ['https://gitlab.com/group/project/', 'web gitlab.com group/project'],
  ['https://gitlab.com/group/project.git/', 'web gitlab.com group/project'],
  ['https://gitlab.com//group/project.git', 'web gitlab.com group/project'],
  ['https://gitlab.com:443/group/project.git', 'web gitlab.com group/project'],
  ['http://gitlab.example.com/group/project.git', 'web gitlab.example.com group/project'],
  ['http://gitlab.example.com:8080/group/project.git', 'web gitlab.example.com:8080 group/project'],
  ['https://user@gitlab.com/group/project.git', 'web gitlab.com group/project'],
  ['https://oauth2:glpat-x@gitlab.com/group/project.git', 'web gitlab.com group/project'],
  ['https://user:p%40ss@gitlab.example.com:8443/g/p.git', 'web gitlab.example.com:8443 g/p'],
  ['https://example.com/gitlab/group/project.git', 'web example.com gitlab/group/project'],
  ['https://[::1]:8443/group/project.git', 'web [::1]:8443 group/project'],
  ['https://127.0.0.1:8080/group/project.git', 'web 127.0.0.1:8080 group/project'],
  ['https://gitlab.com/group/pro%6Aect.git', 'web gitlab.com group/project'],
  ['https://bücher.example/group/project.git', 'web xn--bcher-kva.example group/project'],
  ['git@bücher.example:group/project.git', 'ssh xn--bcher-kva.example group/project'],
  ['  https://gitlab.com/group/project.git\n', 'web gitlab.com group/project'],
  // not a project
  ['https://gitlab.com/project.git'],
  ['https://gitlab.com/'],
  ['git@gitlab.com:project.git'],
  ['git@gitlab.com:'],
  [''],
  ['origin'],
  // local
  ['/srv/git/group/project.git'],
  ['./group/project'],
  ['../group/project.git'],
  ['~/group/project'],
  ['file:///srv/git/group/project.git'],
  ['C:\\Users\\dana\\group\\project'],
  ['C:/Users/dana/group/project'],
  ['\\\\server\\share\\group\\project'],
  ['//server/share/group/project'],
  // hostile
  ['ext::sh -c /tmp/a/b'],
  ['codecommit::eu-west-1://group/project'],
  ['javascript://gitlab.com/group/project'],
  ['https://gitlab.com/../../etc/passwd', 'web gitlab.com etc/passwd'],
  ['https://gitlab.com/group/pro\u0000ject'],
  ['git@gitlab.com:../../group/project'],
  ['git@gitlab.com:group/../project'],
  ['https://gitlab.com/group/%2e%2e%2fproject'],
  ['git@gitlab.com:group/pro ject.git'],
  ['git@gitlab.com:group/$(touch x).git'],
  ['git@gitlab.com:group/<img src=x>'],
  ['git@gitlab.com:~user/project'],
  ['git@gitlab.com:-oProxyCommand=x/y'],
  ['git@gitlab.com#.evil.example:group/project'],
  ['git@evil?gitlab.com:group/project'],
  ['git@evil host:group/project'],
  ['git@$(warning)evil:group/project'],
  ['https://gitlab.com:99999/group/project'],
  ['https://exa mple.com/group/project'],
  ['https:///group/project'],
  [`git@gitlab.com:${'a'.repeat(3000)}/b`],
];

test(`${remotes.length} remotes are read as git reads them`, () => {
  for (const [url, wanted] of remotes) {
    const address = parseRemote(url);
    const { transport, hostname, port, path } = address ?? {};
    const told = address && `${transport} ${hostname}${port === undefined ? '' : `:${port}`} ${path}`;
    assert.equal(told, wanted, url);
  }
});

test('credentials are left behind', () => {
  for (const url of [
    'https://user:SECRET@gitlab.com/g/p',
    'ssh://SECRET@gitlab.com/g/p',
    'SECRET@gitlab.com:g/p',
  ])
    assert.doesNotMatch(JSON.stringify(parseRemote(url)), /SECRET/);
});

const piece = fc.oneof(
  fc.constantFrom(
    'git@',
    'https://',
    'ssh://',
    'gitlab.com',
    ':',
    '/',
    '[',
    ']',
    '::1',
    '.git',
    '..',
    '%',
    '%2f',
  ),
  fc.string({ maxLength: 6 }),
  fc.string({ unit: 'binary', maxLength: 4 }),
);

test('nothing makes it throw, and what comes out is a host and a path as GitLab has them', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const address = parseRemote(pieces.join(''));
      if (!address) return;
      assert.match(address.hostname, /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])$/);
      assert.match(address.path, /^[\w.][\w.-]*(?:\/[\w.][\w.-]*)+$/);
      assert.ok(!address.path.split('/').some((part) => part === '.' || part === '..'));
    }),
    { numRuns: 1000 },
  );
});
