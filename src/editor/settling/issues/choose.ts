import * as vscode from 'vscode';

export interface ChooseOptions<T extends vscode.QuickPickItem> {
  readonly title: string;
  readonly placeholder: string;
  /** Shown as on their way until they are here. */
  readonly items: Promise<readonly T[]>;
  readonly isChosen: (item: T) => boolean;
  readonly many?: boolean;
  readonly canGoBack?: boolean;
}

export type Choice<T> =
  | { readonly kind: 'chosen'; readonly items: readonly T[] }
  | { readonly kind: 'back' | 'left' }
  | { readonly kind: 'failed'; readonly error: unknown };

/** One step of several: shows progress while its items are on their way, and can go back. */
export function choose<T extends vscode.QuickPickItem>(options: ChooseOptions<T>): Promise<Choice<T>> {
  const picker = vscode.window.createQuickPick<T>();
  picker.title = options.title;
  picker.placeholder = options.placeholder;
  picker.canSelectMany = options.many ?? false;
  picker.matchOnDescription = true;
  picker.ignoreFocusOut = true;
  picker.busy = true;
  picker.buttons = options.canGoBack ? [vscode.QuickInputButtons.Back] : [];
  return new Promise((resolve) => {
    const done = (choice: Choice<T>) => {
      resolve(choice);
      picker.dispose();
    };
    options.items.then(
      (items) => {
        picker.items = items;
        const chosen = items.filter(options.isChosen);
        if (options.many) picker.selectedItems = chosen;
        else if (chosen.length > 0) picker.activeItems = chosen;
        picker.busy = false;
      },
      (error: unknown) => done({ kind: 'failed', error }),
    );
    picker.onDidTriggerButton(() => done({ kind: 'back' }));
    picker.onDidHide(() => done({ kind: 'left' }));
    picker.onDidAccept(() => {
      const items = options.many ? picker.selectedItems : picker.activeItems;
      // Nothing is chosen of a list that is not here yet, nor by words that none of its items has.
      if (!picker.busy && (options.many || items.length > 0)) done({ kind: 'chosen', items });
    });
    picker.show();
  });
}
