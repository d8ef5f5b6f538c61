// Repositories as people have them on disk, and remotes as people write them, in one window.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { activated, ready, run, snapshot } from './support/extension.ts';
import { open, problems } from './support/editor.ts';
import { repository } from './support/git.ts';
import { outside } from './support/outside.ts';
import { until } from './support/until.ts';
import type { Controls } from './repositories.setup.ts';

const outer = outside<Controls>();
const git = (...args: readonly string[]) => outer.git(args);
const both = ['Rule new', 'Rule old'];
const folder = (name: string) =>
  vscode.workspace.workspaceFolders?.find(({ uri }) => uri.path.endsWith(`/${name}`))?.uri.path ??
  assert.fail(`no folder ${name}`);

/** VS Code may read a workspace file before it can, and then looks again only when the file changes. */
before(async () => {
  const hasFolders = () => assert.equal(vscode.workspace.workspaceFolders?.length, 5);
  await until(hasFolders, 1000).catch(() => outer.touchWorkspace());
  await until(hasFolders);
});

describe('One window shows the findings of', () => {
  it('a folder on a GitLab with a sub-path', async () => {
    const { mergeRequest } = await ready([...both, 'Rule shop'], '/shop');
    assert.equal(mergeRequest?.webUrl, `${await outer.url()}/acme/shop/-/merge_requests/1`);
  });

  it('a worktree of it, on another branch', async () => {
    const { mergeRequest } = await ready(['Rule old', 'Rule review', 'Rule shop'], '/worktree');
    assert.equal(mergeRequest?.iid, '2');
  });

  it('a submodule in it', async () => {
    const { mergeRequest } = await ready([...both, 'Rule lib'], '/shop/vendor/lib');
    assert.equal(mergeRequest?.webUrl, `${await outer.url()}/acme/lib/-/merge_requests/1`);
  });

  it('a repository of which only a folder is open', async () => {
    await ready([...both, 'Rule mono'], '/mono');
    const file = `${folder('mono/packages/web')}/app.py`;
    await open(file);
    await until(() =>
      assert.deepEqual(problems(file), [
        'error 0:0-0:5 GitLab SAST mono <https://rules.example/mono> Rule mono is broken.',
      ]),
    );
  });

  it('nothing of a GitLab nobody is signed in to, which is not asked', async () => {
    await until(async () => assert.equal((await snapshot('/other')).kind, 'signedOut'));
    await (await activated()).refresh();
    assert.deepEqual((await snapshot('/other')).findings, []);
    assert.equal(await outer.otherRequests(), 0);
  });

  it('each repository in its own files', async () => {
    for (const [name, rule] of [
      ['shop', 'shop'],
      ['worktree', 'review'],
    ] as const) {
      const file = `${folder(name)}/src/new.py`;
      await open(file);
      await until(() =>
        assert.ok(problems(file).some((problem) => problem.endsWith(`Rule ${rule} is broken.`))),
      );
    }
    const { findings } = await snapshot('/worktree');
    await run(
      'goToFinding',
      findings.find(({ title }) => title === 'Rule review')?.key,
      (await snapshot('/worktree')).repository,
    );
    assert.equal(vscode.window.activeTextEditor?.document.uri.path, `${folder('worktree')}/src/new.py`);
  });
});

describe('A finding that two repositories have', () => {
  it('is dealt with in both, where both were selected', async () => {
    const [shop, worktree] = [await snapshot('/shop'), await snapshot('/worktree')];
    const { key } = shop.findings.find(({ title }) => title === 'Rule old') ?? assert.fail();
    assert.ok(worktree.findings.some((one) => one.key === key && one.change !== 'fixed'));
    // As the tree hands its rows over.
    const rows = [shop, worktree].map(({ repository: root }) => ({
      kind: 'finding',
      id: root,
      root,
      finding: { key },
    }));
    void run('dismissFinding', rows[0], [...rows, ...rows]);
    const text = await until(async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      await new Promise((resolve) => setTimeout(resolve, 250));
      const [preview = assert.fail('no preview')] = vscode.workspace.textDocuments.filter(
        ({ uri }) => uri.scheme === 'gitlab-security-preview',
      );
      return preview.getText();
    });
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    assert.equal(text.split('Please dismiss this finding').length, 3);
    assert.equal(new Set(text.match(/\/pipelines\/\d+\/security/g)).size, 2, text);
  });
});

describe('A remote', () => {
  before(() => until(async () => assert.equal((await snapshot('/remotes')).kind, 'signedOut')));

  const address = async () => new URL(await outer.url());
  const remotes: Readonly<Record<string, () => Promise<string>>> = {
    'with https, credentials and a slash at the end': async () => {
      const { host } = await address();
      return `http://dana:secret@${host}/gitlab/acme/shop.git/`;
    },
    'without .git': async () => `${await outer.url()}/acme/shop`,
    'with ssh and a port': () => Promise.resolve('ssh://git@127.0.0.1:2222/acme/shop.git'),
    'like scp': () => Promise.resolve('git@127.0.0.1:acme/shop.git'),
    'like scp with a port': () => Promise.resolve('[git@127.0.0.1:2222]:acme/shop.git'),
    'behind an insteadOf alias': () => Promise.resolve('lab:shop.git'),
  };

  for (const [name, url] of Object.entries(remotes)) {
    it(`${name} leads to the project`, async () => {
      await git('config', `url.${await outer.url()}/acme/.insteadOf`, 'lab:');
      await git('remote', 'set-url', 'origin', await url());
      await (await repository('/remotes')).status();
      await ready([...both, 'Rule shop'], '/remotes');
      await git('remote', 'set-url', 'origin', 'https://gitlab.invalid/acme/shop.git');
      await (await repository('/remotes')).status();
      await until(async () => assert.equal((await snapshot('/remotes')).kind, 'signedOut'));
    });
  }

  it('in nested groups leads to the project', async () => {
    await git('remote', 'set-url', 'origin', `git@127.0.0.1:acme/teams/web/mono.git`);
    await (await repository('/remotes')).status();
    await ready([...both, 'Rule mono'], '/remotes');
  });

  it('counts only if gitlabSecurity.remotes names it', async () => {
    await git('remote', 'add', 'backup', `${await outer.url()}/acme/lib.git`);
    await (await repository('/remotes')).status();
    const settings = vscode.workspace.getConfiguration('gitlabSecurity');
    await settings.update('remotes', ['backup'], vscode.ConfigurationTarget.Workspace);
    await ready([...both, 'Rule lib'], '/remotes');
    await settings.update('remotes', ['origin'], vscode.ConfigurationTarget.Workspace);
    await ready([...both, 'Rule mono'], '/remotes');
    await settings.update('remotes', undefined, vscode.ConfigurationTarget.Workspace);
  });
});

describe('Another GitLab', () => {
  it('is the one asked when it is the one signed in to', async () => {
    const { url, token } = await outer.other();
    Object.assign(process.env, { GITLAB_HOST: url, GITLAB_TOKEN: token });
    await (await activated()).refresh();
    await ready([...both, 'Rule other'], '/other');
    assert.equal((await snapshot('/shop')).kind, 'signedOut');
    // What was under way when the account changed may still arrive.
    await until(async () => {
      await outer.resetRequests();
      await (await activated()).refresh();
      assert.deepEqual(await outer.requests(), []);
    });
  });
});
