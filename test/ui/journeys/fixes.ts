import assert from 'node:assert/strict';
import { countsOf } from '../support/countsOf.ts';
import { chooseFrom } from '../support/dialogs.ts';
import type { Stage } from '../support/stage.ts';
import { shows, View } from '../support/view.ts';

const waiting = 'Fix applied here, waiting for the pipeline';

/** From a suggested change to one that waits for the pipeline, by mouse and by keyboard. */
export async function fixes(stage: Stage): Promise<void> {
  const sample = await stage.sample();
  const ui = await stage.open('window', { folder: sample.folder, env: sample.env });
  const view = new View(ui);
  const { page } = ui;
  const button = (title: string) =>
    page.locator(`.editor-group-container.active .editor-actions [aria-label^="${title}"]`).first();
  const dirty = () =>
    ui.host((vscode) =>
      vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty).map(({ fileName }) => fileName),
    );

  await view.step('of a group, those that have no fix are told of', async () => {
    await view.show();
    await view.row(/Dockerfile:1 .*fix available/).waitFor();
    await chooseFrom(ui, view.named('New'), 'Apply All Fixes…');
    await page.locator('.monaco-diff-editor, .monaco-multi-diff-editor, .multiDiffEditor').first().waitFor();
    const all = countsOf(sample).new;
    // Two of lodash and one of the image have one.
    await shows(
      page.locator('.notification-toast'),
      `${all - 3} of ${all} findings have no fix to apply now and stay as they are`,
    );
    await button('Cancel').click();
    await ui.run('Notifications: Clear All Notifications');
  });

  await view.step('a fix of one file is shown beside what is there', async () => {
    const row = view.row(/Dockerfile:1 .*fix available/);
    // While places are still looked for, rows are made anew under the mouse.
    await row.click();
    await ui.editor('Dockerfile').waitFor();
    await view.inline(row, 'Apply Fix…');
    await page.locator('.monaco-diff-editor').first().waitFor();
    await shows(page.locator('.notification-toast'), 'Look at the change, then press ✓ Apply Fix above it');
    await button('Apply Fix').waitFor();
    await button('Cancel').waitFor();
    assert.deepEqual(await dirty(), []);
  });

  await view.step('it is made by the button above it, and waits for the pipeline', async () => {
    await button('Apply Fix').click();
    await shows(page.locator('.notification-toast'), 'Applied the fix of');
    await view.row(waiting).waitFor();
  });

  await view.step('one undo takes it back', async () => {
    await page.keyboard.press('Control+z');
    await view.row(/Dockerfile:1 .*fix available/).waitFor();
    assert.equal(await view.row(waiting).count(), 0);
  });

  await view.step('a fix of several files is shown in one tab', async () => {
    const row = view.row('Command injection in lodash');
    await view.inline(row, 'Apply Fix…');
    await page.locator('.monaco-diff-editor').first().waitFor();
    await button('Apply Fix').waitFor();
  });

  const applied = view.row('Command injection in lodash').filter({ hasText: waiting });
  const applyIt = async () => {
    await button('Apply Fix').click();
    await shows(page.locator('.notification-toast'), 'Applied the fix of');
    await applied.waitFor();
  };
  await view.step('it is made at once', applyIt);

  await view.step('one undo takes it back in all files', async () => {
    await page.keyboard.press('Control+z');
    await applied.waitFor({ state: 'hidden' });
    await shows(page.locator('.notification-toast'), 'Applied the fix of');
  });

  await view.step('made once more, it waits still when the window is opened again', async () => {
    await view.inline(view.row('Command injection in lodash'), 'Apply Fix…');
    await button('Apply Fix').waitFor();
    await page.keyboard.press('Control+Enter');
    await applied.waitFor();
    await view.reload();
    await applied.waitFor();
  });
}
