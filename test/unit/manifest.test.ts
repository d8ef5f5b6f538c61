import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

interface Manifest {
  readonly capabilities: {
    readonly untrustedWorkspaces: {
      readonly supported: string;
      readonly restrictedConfigurations: readonly string[];
    };
  };
  readonly contributes: {
    readonly configuration: readonly {
      readonly properties: Readonly<Record<string, { readonly scope?: string }>>;
    }[];
  };
}

const { capabilities, contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const settings = Object.assign(
  {},
  ...contributes.configuration.map(({ properties }) => properties),
) as Record<string, { readonly scope?: string }>;

/** What a repository may say for itself: how its findings are shown, and nothing that decides who is asked. */
const ofTheFolder = [
  'states',
  'minimumSeverity',
  'notifyNewFindings',
  'codeLens',
  'diagnosticSeverity',
  'pathMappings',
];

test('a setting that a folder may not set is one of the machine, or is not read before it is trusted', () => {
  const { supported, restrictedConfigurations } = capabilities.untrustedWorkspaces;
  assert.equal(supported, 'limited');
  for (const [name, { scope }] of Object.entries(settings)) {
    if (ofTheFolder.some((each) => name === `gitlabSecurity.${each}`)) continue;
    const isSafe = scope === 'machine' || scope === 'application' || restrictedConfigurations.includes(name);
    assert.ok(isSafe, `${name} has the scope ${scope ?? 'of a window'}`);
  }
});

test('a setting that names hosts, certificates or programs is one of the machine even in a trusted folder', () => {
  for (const [name, { scope }] of Object.entries(settings))
    if (/instance|host|certificat|oauth|client|prox|executable|command|token/i.test(name))
      assert.ok(scope === 'machine' || scope === 'application', `${name} has the scope ${scope ?? ''}`);
});

test('only settings that there are can be restricted', () => {
  for (const name of capabilities.untrustedWorkspaces.restrictedConfigurations)
    assert.ok(name in settings, name);
});
