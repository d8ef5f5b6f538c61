import * as vscode from 'vscode';
import type { ChangedFile } from '../../../core/remediation/changedFiles.ts';
import { literal } from '../../../core/view/literal.ts';
import { ReadOnlyDocuments } from '../readOnlyDocuments.ts';
import { showSides } from '../showSides.ts';

export interface Review {
  /** Of the tab. */
  readonly title: string;
  readonly sentence: string;
  readonly files: readonly ChangedFile[];
}

interface Current {
  readonly title: string;
  readonly decide: (applied: boolean) => void;
  /** Its tab has been seen; from then on its absence is a no. */
  isOpen: boolean;
}

const contextKey = 'gitlabSecurity.reviewingFix';

/**
 * Shows a change beside what is there, in VS Code's diff editor, and waits for the user's word: the buttons
 * above the editor. Closing the tab is a no. One change is looked at at a time.
 */
export class Reviews implements vscode.Disposable {
  readonly #documents = new ReadOnlyDocuments();
  readonly #own: vscode.Disposable;
  #current: Current | undefined;
  #isActive = false;

  constructor() {
    const { tabGroups } = vscode.window;
    this.#own = vscode.Disposable.from(
      this.#documents,
      tabGroups.onDidChangeTabs(() => this.#look()),
      tabGroups.onDidChangeTabGroups(() => this.#look()),
    );
  }

  /** Resolves to whether the change that was shown is to be made. */
  async ask({ title, sentence, files }: Review): Promise<boolean> {
    this.decide(false);
    const decision = new Promise<boolean>((decide) => {
      this.#current = { title, decide, isOpen: false };
    });
    await this.#open(title, files);
    this.#look();
    const mine = this.#current;
    const options = {
      location: vscode.ProgressLocation.Notification,
      title: literal(sentence),
      cancellable: true,
    };
    // It goes with the decision: one that stayed could be pressed when another change is looked at.
    void vscode.window.withProgress(options, (_, token) => {
      token.onCancellationRequested(() => {
        if (this.#current === mine) this.decide(false);
      });
      return decision;
    });
    const applied = await decision;
    await vscode.window.tabGroups.close(tabsOf(title));
    return applied;
  }

  /** The user's word on what is shown. */
  decide(applied: boolean): void {
    const current = this.#current;
    this.#current = undefined;
    this.#look();
    current?.decide(applied);
  }

  /** Shows two texts beside each other, with nothing to decide. */
  async compare(title: string, path: string, here: string, other: string, line: number): Promise<void> {
    const [left, right] = [this.#documents.add(path, here), this.#documents.add(path, other)];
    const selection = new vscode.Range(line, 0, line, 0);
    await vscode.commands.executeCommand('vscode.diff', left, right, title, { preview: false, selection });
  }

  dispose(): void {
    this.decide(false);
    this.#own.dispose();
  }

  async #open(title: string, files: readonly ChangedFile[]): Promise<void> {
    await showSides(this.#documents, title, files, { preview: false });
    if (files.length === 1) return;
    // Else the next file that is looked at would take its place.
    await vscode.commands.executeCommand('workbench.action.keepEditor');
  }

  #look(): void {
    const current = this.#current;
    if (current) {
      const isOpen = tabsOf(current.title).length > 0;
      if (current.isOpen && !isOpen) {
        this.decide(false);
        return;
      }
      current.isOpen ||= isOpen;
    }
    const active = vscode.window.tabGroups.activeTabGroup.activeTab;
    const isActive = current !== undefined && (active?.label.startsWith(current.title) ?? false);
    if (isActive === this.#isActive) return;
    this.#isActive = isActive;
    void vscode.commands.executeCommand('setContext', contextKey, isActive);
  }
}

/** Extensions are not told what tabs of several differences show; VS Code writes their number behind the title. */
function tabsOf(title: string): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ label }) => label.startsWith(title));
}
