import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BranchHead } from '../../../src/core/sync/ports.ts';
import type { MarkedAccount } from '../../../src/editor/signIn/markAccount.ts';
import { accountPrefix, snapshotPlaces } from '../../../src/editor/snapshotPlaces.ts';

const instance = { url: 'https://gitlab.example.com' };
const head: BranchHead = {
  repository: { root: 'file:///api', name: 'api' },
  branch: 'feature',
  commit: 'a'.repeat(40),
  remotes: [{ name: 'origin', url: 'https://gitlab.example.com/acme/api.git' }],
  remoteBranches: [],
};
const account = (id: string, mark = id): MarkedAccount => ({ id, instance, mark });

async function placeOf(...accounts: readonly MarkedAccount[]) {
  const [place, ...more] = await snapshotPlaces(head, accounts);
  assert.deepEqual(more, []);
  return place ?? assert.fail('no place');
}

test('two accounts of one GitLab have a file each, which begins with the account', async () => {
  const [dana, rae] = [await placeOf(account('dana')), await placeOf(account('rae'))];
  assert.notEqual(dana.name, rae.name);
  assert.notEqual(dana.key, rae.key);
  assert.ok(dana.name.startsWith(`${await accountPrefix('dana')}-`));
  assert.deepEqual(await placeOf(account('dana')), dana);
});

test('another user of the same account has the same file, and cannot read it', async () => {
  const [one, other] = [
    await placeOf(account('environment', '1')),
    await placeOf(account('environment', '2')),
  ];
  assert.equal(one.name, other.name);
  assert.notEqual(one.key, other.key);
});

test('an account of a GitLab that no remote leads to has no place', async () => {
  const elsewhere = { id: 'x', mark: 'x', instance: { url: 'https://elsewhere.example' } };
  assert.deepEqual(await snapshotPlaces(head, [elsewhere]), []);
  assert.deepEqual(await placeOf(account('dana'), elsewhere), await placeOf(account('dana')));
});
