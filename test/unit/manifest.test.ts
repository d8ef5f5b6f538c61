import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { FailureCode } from '../../src/core/model/failure.ts';
import type { ReasonInWords } from '../../src/core/view/networkReasons.ts';

interface Manifest {
  readonly extensionKind: readonly string[];
  readonly capabilities: {
    readonly untrustedWorkspaces: {
      readonly supported: string;
      readonly restrictedConfigurations: readonly string[];
    };
    readonly virtualWorkspaces: { readonly supported: boolean; readonly description: string };
  };
  readonly contributes: {
    readonly configuration: readonly {
      readonly properties: Readonly<Record<string, { readonly scope?: string; readonly order?: number }>>;
    }[];
    readonly viewsWelcome: readonly { readonly when: string; readonly contents: string }[];
  };
}

const { extensionKind, capabilities, contributes } = JSON.parse(
  readFileSync('package.json', 'utf8'),
) as Manifest;
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

test('of what a folder may set, that which decides who is asked is left unread until it is trusted, and no more', () => {
  const isFolders = (scope: string | undefined) => scope !== 'machine' && scope !== 'application';
  const ofAnyFolder = Object.entries(settings).filter(([, { scope }]) => isFolders(scope));
  assert.deepEqual(
    ofAnyFolder.map(([name]) => name).filter((name) => !ofTheFolder.includes(name.split('.')[1] ?? '')),
    capabilities.untrustedWorkspaces.restrictedConfigurations,
  );
});

test('files with keys and certificates, and who is asked, are named on the machine only', () => {
  // VS Code reads no settings of the machine out of a folder, trusted or not: they need no restriction.
  const ofTheMachine = ['instances', 'certificateAuthorities', 'clientCertificates'];
  for (const name of ofTheMachine) assert.equal(settings[`gitlabSecurity.${name}`]?.scope, 'machine', name);
});

test('it runs where the folder is, which is a folder on a disk', () => {
  assert.deepEqual(extensionKind, ['workspace']);
  assert.equal(capabilities.virtualWorkspaces.supported, false);
  assert.match(capabilities.virtualWorkspaces.description, /on disk/);
});

test('only settings that there are can be restricted', () => {
  for (const name of capabilities.untrustedWorkspaces.restrictedConfigurations)
    assert.ok(name in settings, name);
});

test('settings stand in an order that leaves nothing to chance', () => {
  for (const { properties } of contributes.configuration) {
    const orders = Object.values(properties).map(({ order }) => order);
    assert.equal(new Set(orders).size, orders.length, orders.join());
  }
});

/** Every code, or the compiler asks for it. */
const failures: Readonly<Record<FailureCode | ReasonInWords['face'], true>> = {
  unreachable: true,
  timeout: true,
  unauthorized: true,
  signInEnded: true,
  insufficientScope: true,
  forbidden: true,
  notFound: true,
  storageRefused: true,
  rateLimited: true,
  serverError: true,
  unexpectedAnswer: true,
  tooLarge: true,
  notDownloadable: true,
  unknownField: true,
  refused: true,
  certificate: true,
  proxy: true,
};

test('every failure has one welcome view, with a next step', () => {
  for (const failure of Object.keys(failures)) {
    const views = contributes.viewsWelcome.filter(({ when }) => isShown(when, `failed.${failure}`));
    assert.equal(views.length, 1, failure);
    assert.match(views[0]?.contents ?? '', /\n\[[^\]]+\]\(command:/, failure);
  }
});

/** As VS Code reads a condition, as far as these go: `==` and `=~` of the state, joined by `||`. */
function isShown(when: string, state: string): boolean {
  return when.split(' || ').some((part) => {
    const [, text] = /^gitlabSecurity\.state == '([^']+)'$/.exec(part) ?? [];
    const [, pattern] = /^gitlabSecurity\.state =~ \/(.+)\/$/.exec(part) ?? [];
    return text === state || (pattern !== undefined && new RegExp(pattern).test(state));
  });
}
