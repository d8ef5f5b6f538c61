import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { askedToOpen } from '../support/dialogs.ts';
import type { Stage } from '../support/stage.ts';
import { shows, View } from '../support/view.ts';

/** The main job without a mouse. */
export async function keyboard(stage: Stage): Promise<void> {
  const sample = await stage.sample({ gitlab: { subPath: '/gitlab' } });
  const ui = await stage.open('window', { folder: sample.folder, env: sample.env });
  const view = new View(ui);
  const { page } = ui;
  const { keyboard: keys } = page;
  const details = ui.webview();
  const position = page.locator('.statusbar');
  await shows(view.status, 'new');

  /** Presses a key until this has the focus. */
  const pressUntil = async (key: string, place: Locator, presses = 40) => {
    const arrived = () =>
      place.waitFor({ timeout: 150 }).then(
        () => true,
        () => false,
      );
    // The focus follows a key with some delay; the next key before that would go past the place.
    for (let press = 0; press < presses && !(await arrived()); press++) await keys.press(key);
    await place.waitFor();
  };

  await view.step('the findings are focused by a command', async () => {
    await ui.run('GitLab Security: Focus on Findings View');
    await view.row('SQL injection').waitFor();
    // Keys that are pressed before the list has the focus go elsewhere.
    await view.pane.locator('.monaco-list:focus').waitFor();
    await keys.press('ArrowDown');
    await view.focusedRow.waitFor();
  });

  await view.step('arrows go through them, and Enter opens one', async () => {
    await pressUntil('ArrowDown', view.focusedRow.filter({ hasText: 'OS command injection' }));
    await keys.press('Enter');
    await ui.editor('services/orders/export.py').waitFor();
    await shows(position, 'Ln 44, Col 5');
    await page.locator('.monaco-editor.focused').waitFor();
  });

  await view.step('a row says all of itself to a screen reader', async () => {
    const row = view.row('OS command injection');
    assert.equal(
      await row.getAttribute('aria-label'),
      'Critical, OS command injection, services/orders/export.py:44, SAST, New',
    );
    assert.match(
      (await view.row('!482').getAttribute('aria-label')) ?? '',
      /^shop-api, !482 Add order export, 16 new/,
    );
  });

  await view.step('the next and the previous finding are a key away', async () => {
    await ui.run('GitLab Security: Next Finding');
    await shows(position, 'Ln 48, Col 5');
    await keys.press('Alt+F9');
    await shows(position, 'Ln 52, Col 5');
    await keys.press('Shift+Alt+F9');
    await shows(position, 'Ln 48, Col 5');
  });

  await view.step('a command shows the details of the finding at the cursor', async () => {
    await ui.caret(58, 1);
    await ui.run('GitLab Security: Show Details');
    await shows(details.locator('h1'), 'SQL injection');
  });

  await view.step('Tab goes through the page, and Enter opens a step of the code flow', async () => {
    await pressUntil('Tab', details.locator('button.main:focus'));
    await pressUntil('Tab', details.locator('.codeFlow .place:focus'));
    await keys.press('Enter');
    await ui.editor('services/orders/app.py').waitFor();
    await shows(position, 'Ln 31,');
  });

  await view.step('Enter on a link asks to open it', async () => {
    await ui.run('View: Focus Next Editor Group');
    await pressUntil('Tab', details.locator('.identifiers a:focus', { hasText: 'CWE-89' }));
    await keys.press('Enter');
    await askedToOpen(ui, 'https://cwe.mitre.org/data/definitions/89.html');
  });

  await view.step('lenses are switched off and on', async () => {
    await ui.run('View: Focus First Editor Group');
    await keys.press('Alt+F9');
    await ui.codeLens(/./).waitFor();
    await ui.run('GitLab Security: Toggle Code Lens');
    await ui.codeLens(/./).waitFor({ state: 'hidden' });
    await ui.run('GitLab Security: Toggle Code Lens');
    await ui.codeLens(/./).waitFor();
  });

  await view.step('grouping and filter are commands, too', async () => {
    await ui.run('GitLab Security: Group Findings…');
    await ui.page.getByPlaceholder('Now by state').waitFor();
    await keys.type('sever');
    await keys.press('Enter');
    await view.named('Critical').waitFor();
    await ui.run('GitLab Security: Filter Findings…');
    await shows(ui.quickInput, 'Filter Findings');
    await keys.type('export.py');
    await keys.press('Enter');
    await shows(view.message, 'Filtered: “export.py”');
    await ui.run('GitLab Security: Clear Filter');
    await view.message.filter({ hasText: 'Filtered' }).waitFor({ state: 'hidden' });
  });

  await view.step('what is selected in the tree is copied with Ctrl+C', async () => {
    await ui.run('GitLab Security: Focus on Findings View');
    await pressUntil('ArrowUp', view.focusedRow.filter({ hasText: '!482' }));
    await pressUntil('ArrowDown', view.focusedRow.filter({ hasText: 'AWS access token' }));
    await keys.press('Shift+ArrowDown');
    await keys.press('Control+C');
    await shows(position, 'Copied 2 findings.');
  });

  await view.step('a finding without a place in the code says why, and shows its details', async () => {
    await pressUntil('ArrowDown', view.focusedRow.filter({ hasText: /^High/ }));
    await keys.press('ArrowRight');
    await pressUntil('ArrowDown', view.focusedRow.filter({ hasText: 'GET https://staging' }));
    await keys.press('Enter');
    await shows(details.locator('h1'), 'Path traversal');
    await shows(details.locator('.reasons'), 'DAST found it at a URL, not in a file.');
  });
}
