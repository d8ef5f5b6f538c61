import assert from 'node:assert/strict';
import { applyInsteadOf, insteadOfRules } from '../../../src/core/remote/applyInsteadOf.ts';
import { candidateProjects } from '../../../src/core/remote/candidateProjects.ts';
import { isLoopback, parseInstance } from '../../../src/core/remote/parseInstance.ts';
import { parseRemote } from '../../../src/core/remote/parseRemote.ts';
import { mutateText } from '../mutateBytes.ts';
import type { Target } from '../target.ts';

const originals = [
  'git@gitlab.example.com:acme/shop/api.git',
  'ssh://git@gitlab.example.com:2222/acme/shop/api.git',
  'https://dana:secret@gitlab.example.com:8443/gitlab/acme/shop/api.git',
  'http://127.0.0.1:8080/gitlab/acme/api',
  '[git@[::1]:22]:acme/api',
  'git+ssh://xn--bcher-kva.example/a/b',
  'file:///home/dana/api',
  'C:\\work\\api',
  '../api',
  'gitlab.example.com:acme/../../x',
];
const instances = [
  'https://gitlab.example.com',
  'https://gitlab.example.com:8443/gitlab',
  'http://[::1]',
].map((url) => ({ url }));
const known = new Set(instances.map(({ url }) => url));

/** Remotes belong to whoever made the repository: none may lead to a host that nobody signed in to. */
export const remotes: Target = {
  name: 'remotes',
  prepare: () =>
    Promise.resolve((random) => {
      const text = mutateText(originals[Math.floor(random() * originals.length)]!, random);
      const address = parseRemote(text);
      if (address) {
        assert.match(address.hostname, /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])$/);
        assert.ok(!/(^|\/)\.\.?(\/|$)|[\s\\?#%@]/.test(address.path), address.path);
      }
      const instance = parseInstance(text);
      if (instance) {
        const url = new URL(instance.url);
        assert.ok(url.protocol === 'https:' || isLoopback(url.hostname), instance.url);
        assert.deepEqual([url.username, url.password], ['', '']);
        assert.deepEqual(parseInstance(instance.url), instance, 'it stays what it is');
      }
      const { candidates } = candidateProjects([{ name: 'origin', url: text }], instances);
      for (const { instance: found } of candidates) {
        assert.ok(known.has(found.url));
        assert.equal(new URL(found.url).hostname, address?.hostname);
      }
      const rules = insteadOfRules([{ key: `url.${text}.insteadOf`, value: text.slice(0, 4) }]);
      assert.equal(typeof applyInsteadOf(text, rules), 'string');
    }),
};
