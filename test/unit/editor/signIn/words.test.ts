import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GitLabFailure } from '../../../../src/core/model/failure.ts';
import type { Account } from '../../../../src/editor/signIn/account.ts';
import { askedAs } from '../../../../src/editor/signIn/describeAccount.ts';
import { explainRefusal } from '../../../../src/editor/signIn/explainRefusal.ts';

const instance = { url: 'https://gitlab.example.com' };
const account: Account = { id: 'x', instance, source: 'kept', credentials: { kind: 'token', token: 't' } };

test('an account without a name is told by how it is signed in', () => {
  assert.equal(askedAs(account), 'gitlab.example.com is asked with a token in this workspace from now on.');
  assert.equal(
    askedAs({ ...account, username: 'dana' }),
    'gitlab.example.com is asked as dana in this workspace from now on.',
  );
});

test('who is asked too much, or has a fault, is not said to be another server', () => {
  const told = (code: GitLabFailure['code']) =>
    explainRefusal(new GitLabFailure(code, 'x', { instance }), instance);
  assert.match(told('rateLimited'), /too many requests; try again in a minute\.$/);
  assert.match(told('serverError'), /an error of its own; try again later\.$/);
  assert.match(told('unexpectedAnswer'), /check the address\.$/);
});
