import type { FrameLocator, Locator, Page } from 'playwright-core';

/**
 * What a user sees and does in a window, in selectors that hold from VS Code 1.96 to 1.139. Nothing here sleeps: every
 * action waits for what a user would see before going on.
 */
export class Driver {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get quickInput(): Locator {
    return this.page.locator('.quick-input-widget');
  }

  get quickText(): Locator {
    return this.page.locator('.quick-input-widget .quick-input-box input');
  }

  quickRow(text: string | RegExp): Locator {
    return this.page.locator('.quick-input-widget .monaco-list-row', { hasText: text }).first();
  }

  toast(text: string | RegExp): Locator {
    return this.page.locator('.notifications-toasts .notification-toast', { hasText: text }).first();
  }

  toastButton(text: string | RegExp, button: string | RegExp): Locator {
    return this.toast(text).locator('.monaco-button', { hasText: button }).first();
  }

  dialogButton(button: string | RegExp): Locator {
    return this.page.locator('.monaco-dialog-box .monaco-button', { hasText: button }).first();
  }

  statusItem(text: string | RegExp): Locator {
    return this.page.locator('.statusbar-item', { hasText: text }).first();
  }

  /** An icon of the activity bar. */
  activity(title: string): Locator {
    return this.page.locator(`.activitybar [aria-label^="${title}"]`).first();
  }

  treeRow(text: string | RegExp): Locator {
    return this.page.locator('.pane-body .monaco-list-row', { hasText: text }).first();
  }

  problem(text: string | RegExp): Locator {
    return this.page.locator('.markers-panel .monaco-list-row', { hasText: text });
  }

  /** The editor of a file, by the end of its path. */
  editor(file: string): Locator {
    return this.page.locator(`.monaco-editor[data-uri$="/${file}"]`).first();
  }

  line(text: string | RegExp): Locator {
    return this.page.locator('.view-line', { hasText: text }).first();
  }

  squiggle(severity: 'error' | 'warning' | 'info'): Locator {
    return this.page.locator(`.squiggly-${severity}`).first();
  }

  codeLens(text: string | RegExp): Locator {
    return this.page.locator('.codelens-decoration a', { hasText: text }).first();
  }

  get hoverBox(): Locator {
    return this.page.locator('.monaco-hover:visible').first();
  }

  /** The document in a webview: an iframe in an iframe. */
  webview(index = 0): FrameLocator {
    const outer = this.page.locator('iframe.webview.ready').nth(index).contentFrame();
    return outer.locator('iframe#active-frame').contentFrame();
  }

  /** Runs a command by its title in the command palette, "Category: Title". */
  async run(title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    await this.quickText.waitFor();
    await this.quickText.fill(`>${title}`);
    await this.quickRow(title).waitFor();
    await this.page.keyboard.press('Enter');
  }

  async openFile(file: string): Promise<void> {
    await this.page.keyboard.press('Control+P');
    await this.quickText.waitFor();
    await this.quickText.fill(file);
    await this.quickRow(file.split('/').at(-1) ?? file).waitFor();
    await this.page.keyboard.press('Enter');
    await this.editor(file).waitFor();
    await this.quickInput.waitFor({ state: 'hidden' });
  }

  /** Puts the caret at line and column, counted from 1, and the focus into the editor. */
  async caret(line: number, column: number): Promise<void> {
    await this.page.keyboard.press('Control+G');
    await this.quickText.waitFor();
    await this.quickText.fill(`:${line}:${column}`);
    await this.page.keyboard.press('Enter');
    await this.quickText.waitFor({ state: 'hidden' });
    await this.page.locator('.statusbar', { hasText: `Ln ${line}, Col ${column}` }).waitFor();
    await this.page.locator('.monaco-editor.focused').first().waitFor();
  }

  /** Shows the hover at line and column. By keyboard: a mouse misses while the layout still moves. */
  async hover(line: number, column: number, text: string | RegExp): Promise<Locator> {
    await this.caret(line, column);
    await this.page.keyboard.press('Control+K');
    await this.page.keyboard.press('Control+I');
    const hover = this.page.locator('.monaco-hover', { hasText: text }).first();
    await hover.waitFor();
    return hover;
  }

  /** Opens the light bulb's menu at the caret; the result is the entry with this title. */
  async quickFixMenu(title: string | RegExp): Promise<Locator> {
    const entry = this.#quickFixes.locator('.monaco-list-row', { hasText: title }).first();
    // While providers still start the first request can come to nothing; a user would ask again. This hides slowness,
    // so whoever cares for time has to measure it elsewhere.
    for (let attempt = 1; attempt <= 5; attempt++) {
      await this.page.keyboard.press('Control+.');
      const shown = entry.waitFor({ timeout: 2000 });
      if (await shown.then(() => true).catch(() => false)) return entry;
      await this.page.keyboard.press('Escape');
    }
    throw new Error(`no quick fix ${String(title)} at the caret`);
  }

  /** Applies a quick fix at the caret. */
  async quickFix(title: string | RegExp): Promise<void> {
    const entry = await this.quickFixMenu(title);
    // By keyboard: the list is laid out again while more code actions arrive, so a click may never find it at rest.
    const isFocused = async () => /\bfocused\b/.test((await entry.getAttribute('class')) ?? '');
    for (let presses = 0; presses < 30 && !(await isFocused()); presses++) {
      await this.page.keyboard.press('ArrowDown');
    }
    await this.page.keyboard.press('Enter');
    await this.#quickFixes.waitFor({ state: 'hidden' });
  }

  get #quickFixes(): Locator {
    return this.page.locator('.action-widget:not(.action-list-submenu-panel)');
  }
}
