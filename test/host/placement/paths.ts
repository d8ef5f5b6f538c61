import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Controls } from '../placement.setup.ts';
import { ready } from '../support/extension.ts';
import { outside } from '../support/outside.ts';
import { isAt, placeOf } from '../support/places.ts';
import { until } from '../support/until.ts';

const outer = outside<Controls>();

describe('Paths as scanners write them', () => {
  it('lead to the files they mean', async () => {
    await ready(
      [
        'SQL injection',
        'Open path',
        'Weak hash',
        'In a container',
        'In a subfolder',
        'Two may be meant',
        'Nowhere',
        'Windows',
        'Leaked token',
        'In a notebook',
        'Prototype pollution',
        'Denial of service',
        'Unheard of',
        'Redis overflow',
        'Old openssl',
      ],
      'moving',
    );
    const folder = await outer.folder('moving');
    await isAt('SQL injection', 'exact src/orders.py:8', folder);
    await isAt('Open path', 'exact src/orders.py:11-13', folder);
    await isAt('Weak hash', 'exact src/hash.py:5', folder);
    await isAt('In a container', 'exact src/hash.py:1', folder);
    await isAt('In a subfolder', 'exact backend/handlers/user.go:3', folder);
    await isAt('Windows', 'exact src/crlf.cs:3', folder);
  });

  it('say which file was looked for where none or more than one may be meant', async () => {
    assert.equal(await placeOf('Two may be meant'), 'gone util.py');
    assert.equal(await placeOf('Nowhere'), 'gone lib/missing.py');
  });

  it('follow the mappings of the settings at once', async () => {
    const settings = vscode.workspace.getConfiguration('gitlabSecurity');
    const set = (value: unknown) => settings.update('pathMappings', value, vscode.ConfigurationTarget.Global);
    await set({ '': 'two' });
    await until(async () => assert.equal(await placeOf('Two may be meant'), 'exact two/util.py:2'));
    await set(undefined);
    await until(async () => assert.equal(await placeOf('Two may be meant'), 'gone util.py'));
  });
});
