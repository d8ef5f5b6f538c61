// Issues are written as documents and created in GitLab, which is asked afterwards what it holds.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { activated, finding, keyOf, run, snapshot } from './support/extension.ts';
import { outside } from './support/outside.ts';
import { until } from './support/until.ts';
import type { Controls, Tier } from './issues.setup.ts';

const gitlab = outside<Controls>();
const scheme = 'gitlab-security-issue';

/** Signs in as the environment of the next window would; the extension reads it whenever it asks. */
async function signInTo(tier: Tier): Promise<void> {
  const { token, host } = await gitlab.account(tier);
  Object.assign(process.env, { GITLAB_TOKEN: token, GITLAB_HOST: host });
  await (await activated()).refresh();
  await until(async () => {
    const { kind, findings } = await snapshot();
    assert.equal(kind, 'ready');
    assert.equal(findings.length, 13);
    assert.equal(
      findings.some(({ uuid }) => uuid !== undefined),
      tier === 'ultimate',
    );
  });
}

/** Begins an issue, and gives its document. */
async function write(...titles: readonly string[]): Promise<vscode.TextDocument> {
  await run('createIssue', await Promise.all(titles.map(keyOf)));
  return draft();
}

function draft(): Promise<vscode.TextDocument> {
  return until(() => {
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.uri.scheme, scheme);
    return document;
  });
}

async function edit(document: vscode.TextDocument, what: string, text: string): Promise<void> {
  const start = document.getText().indexOf(what);
  assert.ok(start >= 0, `${what} in ${document.getText()}`);
  const range = new vscode.Range(document.positionAt(start), document.positionAt(start + what.length));
  const change = new vscode.WorkspaceEdit();
  change.replace(document.uri, range, text);
  assert.ok(await vscode.workspace.applyEdit(change));
}

async function lensesOf(document: vscode.TextDocument): Promise<readonly string[]> {
  const lenses = await vscode.commands.executeCommand<readonly vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    document.uri,
    100,
  );
  return lenses.map(({ command }) => command?.title ?? '');
}

/** Waits for a lens; its name tells which. */
function says(document: vscode.TextDocument, expected: string): Promise<void> {
  const [name = ''] = expected.split(' ');
  return until(async () =>
    assert.equal(
      (await lensesOf(document)).find((title) => title.startsWith(name)),
      expected,
    ),
  );
}

/** How often it was asked to change something. */
async function writesOf(tier: Tier): Promise<number> {
  return Object.values(await gitlab.writes(tier)).reduce((sum, times) => sum + times, 0);
}

/** The command ends when its notification does. */
function submit(): void {
  void run('submitIssue');
}

const openDrafts = () =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof vscode.TabInputText && input.uri.scheme === scheme);

async function answered(): Promise<void> {
  await until(() => assert.deepEqual(openDrafts(), [], 'the draft is closed'));
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Chooses in the quick input that is open, as with the keyboard. */
async function press(...keys: readonly ('down' | 'enter' | 'toggle' | 'escape')[]): Promise<void> {
  for (const key of keys) {
    await pause(400);
    await vscode.commands.executeCommand(
      {
        down: 'workbench.action.quickOpenSelectNext',
        enter: 'workbench.action.acceptSelectedQuickOpenItem',
        toggle: 'workbench.action.quickPickManyToggle',
        escape: 'workbench.action.closeQuickOpen',
      }[key],
    );
  }
}

afterEach(async () => {
  await vscode.commands.executeCommand('notifications.clearAll');
  await gitlab.recover('ultimate');
  await gitlab.recover('free');
});

for (const tier of ['ultimate', 'free'] as const) {
  describe(`an issue (${tier})`, () => {
    before(() => signInTo(tier));

    it('is shown for editing, and nothing is sent before it is created', async () => {
      const before = (await gitlab.issues(tier)).length;
      const document = await write('Rule one');
      assert.equal(document.languageId, 'markdown');
      assert.match(document.getText(), /^# Investigate vulnerability: Rule one\n\n/);
      for (const part of [
        '### Description:\n\nRule one is broken',
        '* Severity: High',
        '### Identifiers:',
        '### Scanner:',
      ])
        assert.ok(document.getText().includes(part), part);
      assert.deepEqual(await lensesOf(document), [
        'Create issue in acme/shop/api',
        'Confidential: yes',
        'Labels: none',
        'Assignee: none',
        'Milestone: none',
        ...(tier === 'ultimate' ? ['Also sets the finding to “Confirmed”'] : []),
      ]);
      assert.equal((await gitlab.issues(tier)).length, before);
      assert.deepEqual(await gitlab.writes(tier), {});
    });

    it('is created as it was edited, confidential, and linked from its finding', async () => {
      const document = await draft();
      await edit(document, 'Rule one is broken', 'Rule one was looked at by hand');
      submit();
      await answered();
      const [issue, ...others] = await gitlab.issues(tier);
      assert.deepEqual(others, []);
      assert.equal(issue?.title, 'Investigate vulnerability: Rule one');
      assert.ok(issue.description.includes('Rule one was looked at by hand'));
      assert.equal(issue.confidential, true);
      assert.deepEqual([issue.quickActions, issue.mentioned], [[], []]);
      await until(async () => assert.match((await finding('Rule one')).issueUrl ?? '', /\/issues\/1$/));
      assert.equal(await gitlab.stateOf(tier, 'Rule one'), tier === 'ultimate' ? 'confirmed' : null);
      if (tier === 'ultimate')
        await until(async () => assert.equal((await finding('Rule one')).state, 'confirmed'));
    });

    it('is still linked after a refresh, and there is no second one', async () => {
      await (await activated()).refresh();
      assert.match((await finding('Rule one')).issueUrl ?? '', /\/issues\/1$/);
      void run('createIssue', await keyOf('Rule one'));
      await pause(500);
      assert.deepEqual(openDrafts(), []);
    });

    it('gets labels, assignee and milestone by quick pick, and is open to all once unticked', async () => {
      const document = await write('Rule two');
      const changed = run('changeIssue');
      await press('enter');
      await says(document, 'Confidential: no');
      await press('down', 'enter', 'down', 'toggle', 'enter');
      await says(document, 'Labels: bug');
      await press('down', 'down', 'enter', 'down', 'enter');
      await says(document, 'Assignee: @dana');
      await press('down', 'down', 'down', 'enter', 'down', 'enter');
      await says(document, 'Milestone: v1');
      await press('escape');
      await changed;
      submit();
      await answered();
      const issue = (await gitlab.issues(tier)).at(-1);
      assert.equal(issue?.title, 'Investigate vulnerability: Rule two');
      assert.deepEqual(
        [issue.confidential, issue.labels, issue.assignees, issue.milestone],
        [false, ['bug'], ['dana'], 'v1'],
      );
    });

    it('keeps what was written when GitLab refuses, and creates one when the answer was lost', async () => {
      const document = await write('Rule three');
      await edit(document, 'Rule three is broken', 'My own words');
      const target = tier === 'ultimate' ? 'CreateIssueOfFinding' : 'POST /api/v4/projects/*/issues';
      await gitlab.fail(tier, target, { kind: 'status', status: 422, body: { message: 'No' } });
      const before = (await gitlab.issues(tier)).length;
      const writes = await writesOf(tier);
      submit();
      await until(async () => assert.equal(await writesOf(tier), writes + 1));
      await pause(500);
      assert.ok((await draft()).getText().includes('My own words'));
      assert.equal((await gitlab.issues(tier)).length, before);
      await gitlab.fail(tier, target, { kind: 'cut', when: 'after' });
      submit();
      await until(async () => assert.equal((await gitlab.issues(tier)).length, before + 1));
      await until(async () =>
        assert.ok((await gitlab.issues(tier)).at(-1)?.description.includes('My own words')),
      );
      await until(async () => assert.ok((await finding('Rule three')).issueUrl));
    });

    it('is one when it is asked for twice at once', async () => {
      await write('Rule four');
      const before = (await gitlab.issues(tier)).length;
      await gitlab.delay(tier, '*', 100);
      submit();
      submit();
      await until(async () => assert.ok((await finding('Rule four')).issueUrl));
      await pause(500);
      assert.equal((await gitlab.issues(tier)).length, before + 1);
    });

    it('is one for all, where that is chosen', async () => {
      const before = (await gitlab.issues(tier)).length;
      const begun = write('Rule five', 'Rule six');
      await press('enter');
      const document = await begun;
      assert.match(document.getText(), /^# Investigate vulnerabilities: 2 findings in !1\n/);
      submit();
      await until(async () => assert.equal((await gitlab.issues(tier)).length, before + 1));
      await until(async () => {
        const [five, six] = [await finding('Rule five'), await finding('Rule six')];
        assert.ok(five.issueUrl);
        assert.equal(six.issueUrl, five.issueUrl);
      });
    });

    it('is one each, where that is chosen, and broken dividers are told', async () => {
      const before = (await gitlab.issues(tier)).length;
      const begun = write('Rule seven', 'Rule eight');
      await press('down', 'enter');
      const document = await begun;
      const divider = '<!-- ========== issue 2 of 2 ========== -->';
      await edit(document, divider, '<!-- ========== issue 2 of 3 ========== -->');
      submit();
      await pause(700);
      assert.equal((await gitlab.issues(tier)).length, before, 'nothing is sent');
      await edit(document, 'issue 2 of 3', 'issue 2 of 2');
      submit();
      await until(async () => assert.equal((await gitlab.issues(tier)).length, before + 2));
      assert.deepEqual(
        (await gitlab.issues(tier)).slice(before).map(({ title }) => title),
        ['Investigate vulnerability: Rule seven', 'Investigate vulnerability: Rule eight'],
      );
      await until(async () => assert.ok((await finding('Rule eight')).issueUrl));
    });

    it('that was refused beside a created one keeps what was typed while it was sent', async () => {
      const before = (await gitlab.issues(tier)).length;
      const begun = write('Rule ten', 'Rule eleven');
      await press('down', 'enter');
      const document = await begun;
      const target = tier === 'ultimate' ? 'CreateIssueOfFinding' : 'POST /api/v4/projects/*/issues';
      await gitlab.fail(tier, target, { kind: 'status', status: 422, body: { message: 'No' } });
      await gitlab.delay(tier, '*', 300);
      submit();
      await pause(200);
      await edit(document, 'Rule ten is broken', 'Typed meanwhile');
      await until(async () => assert.equal((await gitlab.issues(tier)).length, before + 1));
      await until(() => {
        assert.match(document.getText(), /^# Investigate vulnerability: Rule ten\n[^]*Typed meanwhile/);
        assert.doesNotMatch(document.getText(), /Rule eleven/);
        assert.equal(document.isDirty, false);
      });
      await says(document, 'Create issue in acme/shop/api');
      await gitlab.recover(tier);
      submit();
      await answered();
      const last = (await gitlab.issues(tier)).at(-1);
      assert.match(last?.description ?? '', /Typed meanwhile/);
      assert.equal((await gitlab.issues(tier)).length, before + 2);
    });

    it('whose draft is closed is gone on with', async () => {
      const document = await write('Rule nine');
      await edit(document, 'Rule nine is broken', 'Half a thought');
      await document.save();
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      const again = await write('Rule nine');
      assert.ok(again.getText().includes('Half a thought'));
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    });
  });
}
