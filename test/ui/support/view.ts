import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { comesTrue } from '../../vscode/comesTrue.ts';
import type { Ui } from '../../vscode/ui/ui.ts';

/** After so many failed steps a walk is lost: what follows only waits in vain. */
const lost = 3;

/** The extension's own places in a window, and the walk through them. */
export class View {
  readonly #ui: Ui;

  constructor(ui: Ui) {
    this.#ui = ui;
  }

  async step(name: string, step: () => Promise<unknown>): Promise<void> {
    await this.#ui.step(name, step);
    if (this.#ui.steps.failed >= lost) throw new Error(`given up after ${lost} failed steps`);
  }

  get status(): Locator {
    return this.#ui.page.locator('.statusbar-item[id$="gitlabSecurity.status"]');
  }

  get badge(): Locator {
    return this.#ui.page.locator('.activitybar .badge[aria-label^="GitLab Security"] .badge-content');
  }

  get icon(): Locator {
    return this.#ui.activity('GitLab Security');
  }

  get pane(): Locator {
    return this.#ui.page.locator('.sidebar .pane', { has: this.#ui.page.locator('.pane-header') });
  }

  get rows(): Locator {
    return this.pane.locator('.monaco-list-row');
  }

  row(text: string | RegExp): Locator {
    return this.rows.filter({ hasText: text }).first();
  }

  /** A row by exactly its label, without what is said beside it. */
  named(label: string): Locator {
    const exactly = new RegExp(`^${label.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);
    return this.rows.filter({ has: this.#ui.page.locator('.label-name', { hasText: exactly }) }).first();
  }

  /**
   * Presses the button that a row shows under the mouse, until the window shows what it leads to, where that is told. A key,
   * where there is one, is part of the button's label.
   */
  async inline(row: Locator, title: string, shown?: Locator): Promise<void> {
    await this.#again(async () => {
      await row.hover({ timeout: 3000 });
      await row.locator(`[aria-label^="${title}"]`).click({ timeout: 2000 });
      await shown?.waitFor({ timeout: 3000 });
    });
  }

  /** Clicks a row until the window shows what it leads to. */
  async open(row: Locator, shown: Locator): Promise<void> {
    await this.#again(async () => {
      await row.click({ timeout: 3000 });
      await shown.waitFor({ timeout: 3000 });
    });
  }

  /** As a hand does: rows are made anew when something becomes known, also under the mouse. */
  async #again(act: () => Promise<void>): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        await act();
        return;
      } catch (error) {
        if (attempt === 5) throw error;
        await this.#away();
      }
    }
  }

  get welcome(): Locator {
    return this.pane.locator('.welcome-view-content');
  }

  /** The line above the rows that tells of a filter. */
  get message(): Locator {
    return this.pane.locator('.tree-explorer-viewlet-tree-view .message');
  }

  get focusedRow(): Locator {
    return this.pane.locator('.monaco-list-row.focused');
  }

  /** An action in the view's title. */
  action(title: string): Locator {
    return this.#ui.page.locator(`.sidebar .actions-container [aria-label^="${title}"]`).first();
  }

  async show(): Promise<void> {
    await this.icon.click();
    await this.#ui.page.locator('.sidebar .title', { hasText: /GitLab Security/i }).waitFor();
    await this.#away();
  }

  /** The icon's own hover stands before the rows. */
  #away(): Promise<void> {
    return this.#ui.page.mouse.move(700, 400);
  }

  /** Reloads as the command does, which keeps what VS Code is to remember; a browser's own reload loses the last of it. */
  async reload(): Promise<void> {
    const before = await this.#ui.hostProcess();
    await this.#ui.run('Developer: Reload Window');
    await comesTrue('a new extension host', async () => (await this.#ui.hostProcess()) !== before, 60_000);
    await this.#ui.page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
  }

  /** Asks GitLab again, and waits until it was asked. */
  async refresh(): Promise<void> {
    await this.#ui.host((vscode) => vscode.commands.executeCommand('gitlabSecurity.refresh'));
  }

  /** Texts of the rows that are in sight, label and description apart. */
  async texts(): Promise<readonly string[]> {
    const rows = await this.rows.all();
    return Promise.all(
      rows.map(async (row) => {
        const parts = await row.locator('.label-name, .label-description').allTextContents();
        return parts.filter((part) => part !== '').join(' | ');
      }),
    );
  }
}

/** Opens the menu of the status bar item and gives its title and entries. */
export async function menuOf(ui: Ui, view: View): Promise<{ title: string; entries: readonly string[] }> {
  await view.status.click();
  await ui.quickRow('Show Log').waitFor();
  const title = await ui.quickInput.locator('.quick-input-title').innerText();
  const entries = await ui.quickInput.locator('.monaco-list-row .label-name:visible').allInnerTexts();
  return { title: title.trim(), entries: entries.map((entry) => entry.trim()) };
}

/** Waits until a place shows this text, and says what it showed instead if it does not come to that. */
export async function shows(place: Locator, text: string | RegExp): Promise<void> {
  const shown = new Set<string>();
  const look = async () => {
    for (const each of await place.allInnerTexts()) shown.add(each);
  };
  // What is gone again by the time one gives up tells most.
  const looking = setInterval(() => void look().catch(() => undefined), 500);
  try {
    await place.filter({ hasText: text }).first().waitFor();
  } catch {
    await look();
    assert.fail(`not ${String(text)} but ${JSON.stringify([...shown])}`);
  } finally {
    clearInterval(looking);
  }
}
