import assert from 'node:assert/strict';
import { chooseFrom } from '../support/dialogs.ts';
import type { Stage } from '../support/stage.ts';
import { shows, View } from '../support/view.ts';

/** What is written to others: an issue, a request for a dismissal, a merge request with a fix; by a developer. */
export async function asking(stage: Stage): Promise<void> {
  const sample = await stage.sample();
  const { gitlab, project, mergeRequest } = sample;
  gitlab.addLabel(project, 'security');
  const known = gitlab.issues(project).length;
  const ui = await stage.open('window', { folder: sample.folder, env: sample.env });
  const view = new View(ui);
  const { page } = ui;
  const notification = page.locator('.notification-toast');
  const from = (row: string, entry: string) => chooseFrom(ui, view.row(row), entry);

  await view.step('an issue is a document to be edited, with what belongs to it above', async () => {
    await view.show();
    // The file that opens takes the focus, and a menu with it.
    await view.open(view.row('SQL injection'), ui.editor('services/orders/export.py'));
    await from('SQL injection', 'Create Issue…');
    await ui.codeLens('Create issue in acme/shop/shop-api').waitFor();
    await ui.codeLens('Confidential: yes').waitFor();
    await shows(
      page.locator('.editor-group-container.active .view-lines'),
      'Investigate vulnerability: SQL injection',
    );
    assert.equal(gitlab.issues(project).length, known);
  });

  await view.step('labels are chosen from those of the project', async () => {
    await ui.codeLens('Labels: none').click();
    await ui.quickRow('Labels…').click();
    await ui.quickRow('security').click();
    await page.keyboard.press('Enter');
    await ui.quickRow('Milestone…').waitFor();
    await page.keyboard.press('Escape');
    await ui.codeLens('Labels: security').waitFor();
  });

  await view.step('created, it is linked from the finding', async () => {
    await page.locator('.editor-group-container.active .view-lines').first().click();
    await page.keyboard.press('Control+Enter');
    await shows(notification, 'Created issue #');
    const [issue, ...others] = gitlab.issues(project).slice(known);
    assert.deepEqual(others, []);
    assert.deepEqual([issue?.confidential, [...(issue?.labels ?? [])]], [true, ['security']]);
    await shows(view.rows.filter({ hasText: `#${issue?.iid ?? 0}` }), 'SQL injection');
    await ui.run('Notifications: Clear All Notifications');
  });

  await view.step(
    'a dismissal is requested with a reason and a comment, seen before it is sent',
    async () => {
      await view.open(view.row('Open redirect'), ui.codeLens('Open redirect'));
      await from('Open redirect', 'Dismiss…');
      await ui.quickRow('Mitigating control').click();
      await shows(ui.quickInput, 'seen by everybody who may read the merge request');
      await ui.quickText.fill('The gateway only lets our own hosts through. /approve @mara');
      await page.keyboard.press('Enter');
      await ui.quickRow('Send Request').waitFor();
      await shows(page.locator('.editor-group-container .view-lines'), 'Please dismiss this finding');
      assert.equal(gitlab.discussions(mergeRequest).length, 0);
    },
  );

  await view.step('sent once, the finding says so', async () => {
    await ui.quickRow('Send Request').click();
    await shows(notification, 'Requested the dismissal of “Open redirect”');
    const [discussion, ...others] = gitlab.discussions(mergeRequest);
    assert.deepEqual(others, []);
    assert.match(discussion?.notes[0]?.body ?? '', /The gateway only lets our own hosts through/);
    await shows(view.row('Open redirect'), 'Dismissal requested');
    await ui.run('Notifications: Clear All Notifications');
  });

  await view.step('answered by somebody else, it says by whom', async () => {
    const [discussion] = gitlab.discussions(mergeRequest);
    assert.ok(discussion);
    gitlab.reply(discussion, 'Done.', sample.mara);
    await view.refresh();
    await shows(view.row('Open redirect'), 'Dismissal request answered by mara');
  });

  await view.step('a fix is brought by a merge request, shown before', async () => {
    const before = gitlab.mergeRequests(project).length;
    await from('Command injection in lodash', 'Create Merge Request with Fix…');
    await ui.quickInput.locator('.monaco-list-row').first().waitFor();
    assert.equal(gitlab.mergeRequests(project).length, before);
  });

  await view.step('created, it is linked from the finding', async () => {
    await page.keyboard.press('Enter');
    await shows(notification, 'Created a merge request with the remediation of');
    await shows(view.row('Command injection in lodash'), /fix in !\d+/);
    const dirty = await ui.host(
      (vscode) => vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty).length,
    );
    assert.equal(dirty, 0);
  });

  const titles = ['Prototype pollution in lodash', 'CVE-2023-38545 in curl'];
  let asked: Promise<unknown> = Promise.resolve();
  await view.step('where one of several fails, those after it are told of', async () => {
    await ui.run('Notifications: Clear All Notifications');
    const { added } = gitlab.compare(sample.headPipeline, sample.basePipeline);
    const keys = titles.map((title) => added.find((one) => one.title === title)?.uuid);
    gitlab.fail('POST /api/v4/projects/:id/repository/commits', { kind: 'status', status: 503 });
    asked = ui.host(
      (vscode, all) => vscode.commands.executeCommand('gitlabSecurity.createRemediationMergeRequest', all),
      keys,
    );
    await ui.quickRow('Create Merge Request').waitFor();
    await page.keyboard.press('Enter');
    await shows(notification, '1 further finding was not reached; Try Again goes on with it.');
  });

  await view.step('tried again, both are created', async () => {
    await notification.locator('.monaco-button', { hasText: 'Try Again' }).click();
    for (const title of titles) {
      await shows(ui.quickInput, title);
      await page.keyboard.press('Enter');
      await shows(view.row(title), /fix in !\d+/);
    }
    await asked;
  });
}
