import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { readGlabConfig } from '../../../../src/core/signIn/readGlabConfig.ts';

const read = (text: string) => readGlabConfig(text).map(({ instance, token }) => `${instance.url} ${token}`);

test('reads the hosts of a configuration as glab writes it', () => {
  const text = `# What protocol to use when performing Git operations.
git_protocol: ssh
editor:
check_update: true
host: gitlab.com
hosts:
    gitlab.com:
        # What protocol to use to access the API endpoint. Supported values: http, https.
        api_protocol: https
        api_host: gitlab.com
        # Your GitLab access token.
        token: !!null first-token
        is_oauth2: "true"
        oauth2_expiry_date: 01 Jan 50 00:00 UTC
    gitlab.example.com:
        token: "second-token"   # mine
        api_host: api.example.com:8443
        user: dana
    localhost:8080:
        token: 'third-token'
        api_protocol: http
    "quoted.example.com":
        token: fourth-token
        subfolder: /gitlab/
    empty.example.com:
        token:
        api_host: ""
no_prompt: false
token: not-of-a-host
`;
  assert.deepEqual(read(text), [
    'https://gitlab.com first-token',
    'https://api.example.com:8443 second-token',
    'http://localhost:8080 third-token',
    'https://quoted.example.com/gitlab fourth-token',
  ]);
  assert.deepEqual(read(text.replaceAll('\n', '\r\n')), read(text));
});

test('offers nothing that is not to be sent anywhere', () => {
  const hostile = [
    'hosts:\n  gitlab.com:\n    token: two words\n',
    'hosts:\n  gitlab.example.com:\n    api_protocol: http\n    token: abc\n',
    'hosts:\n  user:password@gitlab.com:\n    token: abc\n',
    'hosts:\n  gitlab.com:\n    token: "a\tb"\n',
    'hosts:\n    token: abc\n',
    'hosts: [gitlab.com]\n',
    'gitlab.com:\n  token: abc\n',
    '',
    '\u0000',
  ];
  for (const text of hostile) assert.deepEqual(read(text), [], text);
});

test('reads whatever a YAML library writes of such a configuration, and never throws', () => {
  const word = fc.stringMatching(/^[a-zA-Z0-9_-]{3,20}$/);
  const hosts = fc.dictionary(
    fc.stringMatching(/^[a-z]{3,8}\.example$/),
    fc.record({ user: fc.string(), token: word, editor: fc.string() }),
    { minKeys: 1, noNullPrototype: true },
  );
  fc.assert(
    fc.property(hosts, fc.constantFrom(2, 4), (value, indent) => {
      const text = stringify({ git_protocol: 'ssh', hosts: value, host: 'x' }, { indent, lineWidth: 0 });
      const expected = Object.entries(value).map(([host, { token }]) => `https://${host} ${token}`);
      assert.deepEqual(read(text), expected);
    }),
  );
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void read(`hosts:\n${text}`)));
});
