// Tokens of projects and groups are accounts like any other: each has a user of its own, whose name tells them apart.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeAccount } from '../../../../src/editor/signIn/describeAccount.ts';
import { makeOffice } from './support/office.ts';

const never = new AbortController().signal;

test('tokens of two projects are two accounts, named after their projects, beside a person’s', async (t) => {
  const { gitlab, instance, open, agree } = await makeOffice(t);
  const window = open();
  await window.accounts.signIn(instance, await agree(), 'dana');
  const projects = ['acme/api', 'acme/web'].map((path) => gitlab.addProject(path));
  for (const project of projects) {
    const token = gitlab.addAccessToken(project, { expiresAt: new Date('2030-03-03T00:00:00Z') });
    const { username, expiresAt } = await window.connections.checkToken(instance, token, never);
    await window.accounts.signIn(
      instance,
      { kind: 'token', token, ...(expiresAt !== undefined && { expiresAt }) },
      username,
    );
    assert.equal(await window.whoAmI(), username);
  }
  const described = (await window.accounts.list()).map(describeAccount);
  assert.equal(described.length, 3);
  for (const { id } of projects) {
    const own = described.filter((text) => text.startsWith(`project_${id}_bot_`));
    assert.equal(own.length, 1);
    assert.match(own[0] ?? '', /, signed in with a token that expires on 2030-03-03$/);
  }
});

test('signing out of one leaves the others', async (t) => {
  const { gitlab, instance, open } = await makeOffice(t);
  const window = open();
  for (const path of ['acme/api', 'acme/web']) {
    const token = gitlab.addAccessToken(gitlab.addProject(path));
    const { username } = await window.connections.checkToken(instance, token, never);
    await window.accounts.signIn(instance, { kind: 'token', token }, username);
  }
  const left = (await window.accounts.list())[0]?.username;
  assert.notEqual(await window.whoAmI(), left);
  await window.signOut();
  assert.equal(await window.whoAmI(), left);
});
