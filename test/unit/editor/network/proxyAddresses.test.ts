import assert from 'node:assert/strict';
import { test } from 'node:test';
import { secretsOfProxy, withoutCredentials } from '../../../../src/editor/network/proxyAddresses.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');

test('name and password of a proxy are known in every form in which a message may repeat them', () => {
  const passwords = ['simple1', 'p@ss@word', 'of/dana', 'with:colon', 'sp ace', '100%sure', 'zwölf', 'a?b#c'];
  for (const password of passwords) {
    const written = secretsOfProxy(`http://dana:${password}@proxy.corp:3128`);
    const encoded = secretsOfProxy(`http://dana:${encodeURIComponent(password)}@proxy.corp:3128/`);
    for (const secrets of [written, encoded]) {
      assert.ok(secrets.includes(password), password);
      assert.ok(secrets.includes(base64(`dana:${password}`)), password);
    }
    assert.ok(encoded.includes(encodeURIComponent(password)));
  }
  assert.ok(secretsOfProxy('dana:Secret1@proxy:1').includes('Secret1'), 'without a scheme');
  assert.ok(secretsOfProxy('http://Secret1@proxy:1').includes('Secret1'), 'a name alone');
  assert.ok(secretsOfProxy('http://da na:it"s@proxy:1').includes('it%22s'), 'as an address has it');
  for (const none of ['', 'http://proxy.corp:3128', 'proxy.corp:3128', 'nonsense'])
    assert.deepEqual(secretsOfProxy(none), []);
});

test('of a way that was tried the credentials are not told, whatever signs they have', () => {
  assert.equal(withoutCredentials('DIRECT'), 'DIRECT');
  assert.equal(withoutCredentials('PROXY proxy.corp:3128'), 'PROXY proxy.corp:3128');
  for (const password of ['simple1', 'p@ss', 'of/dana', '12/34', 'sp ace'])
    assert.equal(withoutCredentials(`PROXY dana:${password}@proxy.corp:80`), 'PROXY proxy.corp:80');
});
