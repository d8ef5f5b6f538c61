import type { Locator } from 'playwright-core';
import type { Ui } from '../../vscode/ui/ui.ts';
import { shows } from './view.ts';

/** VS Code asks before it opens a page; the answer here is no. */
export async function askedToOpen(ui: Ui, url: string): Promise<void> {
  await shows(ui.page.locator('.monaco-dialog-box'), url);
  await ui.dialogButton('Cancel').click();
  await ui.page.locator('.monaco-dialog-box').waitFor({ state: 'hidden' });
}

/**
 * Opens a page of this machine, which VS Code does without asking, and gives its path. The server puts a proxy before the
 * port: what comes after it is the page's own.
 */
export async function opened(ui: Ui, open: () => Promise<void>): Promise<string> {
  const context = ui.page.context();
  const [request] = await Promise.all([
    context.waitForEvent('request', (one) => one.isNavigationRequest() && one.url().includes('/proxy/')),
    open(),
  ]);
  const [popup] = context.pages().filter((page) => page !== ui.page);
  await popup?.close();
  const { pathname, search } = new URL(request.url());
  return pathname.replace(/^\/proxy\/\d+/, '') + search;
}

/** Opens a row's context menu. */
export async function contextMenu(ui: Ui, row: Locator): Promise<readonly string[]> {
  await row.click({ button: 'right' });
  const entries = ui.page.locator('.monaco-menu .action-label:not(.separator)');
  await entries.first().waitFor();
  return entries.allInnerTexts();
}

export async function chooseInMenu(ui: Ui, entry: string, timeout = 15_000): Promise<void> {
  // A press as long as a hand's: a menu takes no heed of one that ends in the first tenth of a second after it opened.
  await ui.page.locator('.monaco-menu .action-item', { hasText: entry }).click({ delay: 150, timeout });
  await ui.page.locator('.monaco-menu').waitFor({ state: 'hidden' });
}

/** Chooses from a row's context menu. The menu is gone where something else takes the focus: then once more, as a hand does. */
export async function chooseFrom(ui: Ui, row: Locator, entry: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await row.click({ button: 'right', timeout: 3000 });
      await chooseInMenu(ui, entry, 3000);
      return;
    } catch (error) {
      if (attempt === 4) throw error;
      await ui.page.keyboard.press('Escape');
    }
  }
}
