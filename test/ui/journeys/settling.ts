import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { comesTrue } from '../../vscode/comesTrue.ts';
import type { Ui } from '../../vscode/ui/ui.ts';
import { countsOf } from '../support/countsOf.ts';
import { chooseInMenu, contextMenu } from '../support/dialogs.ts';
import type { Stage } from '../support/stage.ts';
import { shows, View } from '../support/view.ts';

/** Dealing with findings: dismissed, undone, refused, tried again, edited and restored; by mouse and by keyboard. */
export async function settling(stage: Stage): Promise<void> {
  const sample = await stage.sample();
  const { gitlab, project, dana } = sample;
  gitlab.setRole(project, dana, 'maintainer');
  const ui = await stage.open('window', { folder: sample.folder, env: sample.env });
  const view = new View(ui);
  const { page } = ui;
  const counts = countsOf(sample);
  const fresh = gitlab.compare(sample.headPipeline, sample.basePipeline).added;
  const held = (title: string) => {
    const uuid = fresh.find((one) => one.title === title)?.uuid;
    const found = gitlab.inspect().decisions.find((one) => one.uuid === uuid);
    return [found?.state, found?.reason, found?.comment].filter((part) => part !== undefined).join(' ');
  };
  const title = 'SQL injection';
  const interrupted = 'OS command injection';
  const writes = () => gitlab.writes()['DismissFinding'] ?? 0;

  await view.step('a row offers to dismiss its finding, and asks for GitLab’s reasons', async () => {
    await view.show();
    await view.row(title).waitFor();
    await view.open(view.row(title), ui.codeLens('High · SQL injection'));
    await view.inline(view.row(title), 'Dismiss…');
    await ui.quickRow('False positive').waitFor();
    const rows = await ui.quickInput.locator('.monaco-list-row').all();
    const spoken = await Promise.all(rows.map((row) => row.getAttribute('aria-label')));
    assert.deepEqual(
      spoken.map((row) => row?.split(',')[0]),
      ['Acceptable risk', 'False positive', 'Mitigating control', 'Used in tests', 'Not applicable'],
    );
  });

  await view.step('then for a comment, and says who will read it', async () => {
    await ui.quickRow('False positive').click();
    await shows(ui.quickInput, 'kept in GitLab for everybody who may see the project');
    await ui.quickText.fill('The columns come from a list of our own.');
  });

  await view.step(
    'dismissed, it leaves the line and is listed as dismissed, with a way to undo',
    async () => {
      await page.keyboard.press('Enter');
      await shows(notification(ui), `Dismissed “${title}” as “False positive”.`);
      await shows(view.status, `${counts.new - 1} new`);
      assert.equal(held(title), 'dismissed false_positive The columns come from a list of our own.');
      await view.named('Dismissed').click();
      await shows(view.rows.filter({ hasText: title }), title);
    },
  );

  await view.step('undone from the notification, it is back', async () => {
    await notification(ui).locator('.monaco-button', { hasText: 'Undo' }).click();
    await shows(view.status, `${counts.new} new`);
    await shows(notification(ui), `Restored “${title}”.`);
    assert.equal(held(title), 'detected');
    await ui.run('Notifications: Clear All Notifications');
  });

  await view.step('left after going back, the comment is there the next time', async () => {
    await view.inline(view.row(title), 'Dismiss…');
    await ui.quickRow('False positive').click();
    await shows(ui.quickInput, 'Comment');
    await ui.quickText.fill('Half a thought');
    await ui.quickInput.locator('.action-label[aria-label^="Back"]').click();
    await ui.quickRow('False positive').waitFor();
    await page.keyboard.press('Escape');
    await view.inline(view.row(title), 'Dismiss…');
    await ui.quickRow('False positive').click();
    await shows(ui.quickInput, 'Comment');
    assert.equal(await ui.quickText.inputValue(), 'Half a thought');
    await page.keyboard.press('Escape');
    assert.equal(held(title), 'detected');
  });

  await view.step('refused, nothing has changed, and one sentence says why', async () => {
    gitlab.fail('DismissFinding', { kind: 'status', status: 500 });
    await dismissByMouse(ui, view, title, 'Typed once, never again.');
    await shows(notification(ui), `“${title}” was not dismissed`);
    assert.equal(held(title), 'detected');
    await shows(view.status, `${counts.new} new`);
  });

  await view.step('tried again, the reason is chosen and the comment is still there', async () => {
    await notification(ui).locator('.monaco-button', { hasText: 'Try Again' }).click();
    await ui.quickRow('False positive').waitFor();
    await page.keyboard.press('Enter');
    await shows(ui.quickInput, 'Comment');
    assert.equal(await ui.quickText.inputValue(), 'Typed once, never again.');
    await page.keyboard.press('Enter');
    await shows(notification(ui), `Dismissed “${title}”`);
    assert.equal(held(title), 'dismissed false_positive Typed once, never again.');
    await ui.run('Notifications: Clear All Notifications');
  });

  await view.step(
    'a dismissed one can be edited or restored, and its history tells who and why',
    async () => {
      const row = view.rows.filter({ hasText: title }).first();
      await view.inline(row, 'Show Details');
      await shows(ui.webview().locator('body'), 'Typed once, never again.');
      const entries = await contextMenu(ui, row);
      assert.ok(entries.includes('Edit Dismissal…') && entries.includes('Restore…'), String(entries));
      await chooseInMenu(ui, 'Restore…');
      await shows(ui.quickInput, `Restore “${title}”`);
      await ui.quickText.fill('It was one after all.');
      await page.keyboard.press('Enter');
      await shows(view.status, `${counts.new} new`);
      assert.equal(held(title), 'detected It was one after all.');
    },
  );

  await view.step('several rows are dismissed at once, with progress', async () => {
    await ui.run('Notifications: Clear All Notifications');
    gitlab.delay('DismissFinding', 1500);
    await view.row('OS command injection').click();
    for (const other of [
      title,
      'AWS access token',
      'Command injection in lodash',
      'Open redirect',
      'Use of a weak',
    ])
      await selectAlso(view, other);
    await page.keyboard.press('Delete');
    await ui.quickRow('Used in tests').click();
    await shows(ui.quickInput, 'Comment');
    await page.keyboard.press('Enter');
    await shows(notification(ui), /of \d/);
    await shows(notification(ui), /Dismissed \d findings as “Used in tests”\./);
    gitlab.delay('DismissFinding', 0);
    await notification(ui).locator('.monaco-button', { hasText: 'Undo' }).click();
    await shows(view.status, `${counts.new} new`);
    // Of more than three notifications within a second VS Code keeps the others in the notification center.
    await shows(notification(ui), /Restored \d findings\./);
    await ui.run('Notifications: Clear All Notifications');
  });

  await view.step('by keyboard alone: to the next finding, dismiss, reason, comment', async () => {
    await view.open(view.row(title), page.locator('.statusbar', { hasText: 'Ln 58, Col 5' }));
    await ui.line('return connection').click();
    await page.keyboard.press('Shift+Alt+Backspace');
    await ui.quickRow('Acceptable risk').waitFor();
    await page.keyboard.press('Enter');
    await shows(ui.quickInput, 'Comment');
    await page.keyboard.press('Enter');
    await shows(notification(ui), `Dismissed “${title}” as “Acceptable risk”.`);
    await shows(view.status, `${counts.new - 1} new`);
    await ui.run('Notifications: Clear All Notifications');
  });

  await view.step('of a selection, those that cannot be dismissed are told of', async () => {
    const uuids = [title, 'Open redirect'].map((name) => fresh.find((one) => one.title === name)?.uuid);
    const asked = ui.host(
      (vscode, keys) => vscode.commands.executeCommand('gitlabSecurity.dismissFinding', keys),
      uuids,
    );
    await ui.quickRow('Acceptable risk').waitFor();
    await shows(notification(ui), '1 of 2 findings cannot be dismissed now and stays as it is');
    await page.keyboard.press('Escape');
    await asked;
    await ui.run('Notifications: Clear All Notifications');
  });

  await view.step('while GitLab is being asked about a finding, other commands say so', async () => {
    // Long enough for all of them, on a busy machine as well.
    gitlab.delay('DismissFinding', 10_000);
    const other = 'Open redirect';
    await dismissByMouse(ui, view, other, 'Slowly.');
    await shows(view.row(other), 'Dismissing');
    const uuid = fresh.find((one) => one.title === other)?.uuid;
    for (const name of ['restoreFinding', 'editDismissal', 'hideFinding', 'createRemediationMergeRequest']) {
      await ui.host(
        (vscode, id, key) => vscode.commands.executeCommand(`gitlabSecurity.${id}`, key),
        name,
        uuid,
      );
      await shows(notification(ui), 'GitLab is still being asked; wait for its answer.');
      await ui.run('Notifications: Clear All Notifications');
      // VS Code shows three in 0.8 s at most.
      await page.waitForTimeout(800);
    }
    await shows(notification(ui), `Dismissed “${other}” as “False positive”.`);
    gitlab.delay('DismissFinding', 0);
  });

  await view.step('reloaded in the middle of it, the window offers again what was typed', async () => {
    await ui.run('Notifications: Clear All Notifications');
    gitlab.delay('DismissFinding', 12_000);
    const before = writes();
    await dismissByMouse(ui, view, interrupted, 'Typed before the reload.');
    await shows(view.row(interrupted), 'Dismissing');
    await comesTrue('GitLab is asked to dismiss', () => writes() > before);
    const asked = () => gitlab.requests.filter(({ operationNames }) => operationNames.includes('Overview'));
    const askedBefore = asked().length;
    await view.reload();
    await shows(view.row(interrupted), interrupted);
    // What is on disk is shown first; this is of what GitLab says.
    await comesTrue('GitLab has answered the window that was reloaded', () =>
      asked()
        .slice(askedBefore)
        .some(({ endedAt }) => endedAt < Infinity),
    );
    await shows(view.status, /^\D*\d+ new/);
    assert.doesNotMatch(await view.row(interrupted).innerText(), /Dismissing/);
    await view.inline(view.row(interrupted), 'Dismiss…', ui.quickRow('False positive'));
    await page.keyboard.press('Enter');
    await shows(ui.quickInput, 'Comment');
    assert.equal(await ui.quickText.inputValue(), 'Typed before the reload.');
    assert.doesNotMatch(held(interrupted), /^dismissed/);
    assert.equal(writes(), before + 1);
  });

  await view.step('sent again after GitLab has done it late, it is not done twice', async () => {
    const before = writes();
    await comesTrue('GitLab has done it', () => held(interrupted).startsWith('dismissed'));
    await page.keyboard.press('Enter');
    await shows(notification(ui), `“${interrupted}”`);
    await view.row(interrupted).filter({ hasText: 'Dismissing' }).waitFor({ state: 'hidden' });
    assert.equal(held(interrupted), 'dismissed false_positive Typed before the reload.');
    assert.equal(writes(), before);
    gitlab.delay('DismissFinding', 0);
  });

  await view.step('a command that does not work is told by its title', async () => {
    await ui.run('Notifications: Clear All Notifications');
    // A problem of a kind that nobody has made: other extensions may pass anything.
    const asked = ui.host((vscode) =>
      vscode.commands.executeCommand('gitlabSecurity.showProblem', { kind: 'none' }),
    );
    await shows(notification(ui), '“Show Problem” did not work; the log says why.');
    await notification(ui).locator('.monaco-button', { hasText: 'Show Log' }).click();
    await asked;
  });
}

function notification(ui: Ui): Locator {
  return ui.page.locator('.notification-toast');
}

async function selectAlso(view: View, text: string): Promise<void> {
  const row = view.row(text);
  if ((await row.count()) > 0) await row.click({ modifiers: ['Control'] });
}

async function dismissByMouse(ui: Ui, view: View, title: string, comment: string): Promise<void> {
  const reason = ui.quickRow('False positive');
  await view.inline(view.row(title), 'Dismiss…', reason);
  await reason.click();
  await shows(ui.quickInput, 'Comment');
  await ui.quickText.fill(comment);
  await ui.page.keyboard.press('Enter');
}
