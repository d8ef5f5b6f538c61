import * as vscode from 'vscode';

export interface AskToSendOptions {
  readonly title: string;
  /** What is to be decided, while the preview is seen. */
  readonly placeholder: string;
  /** What is done on Enter, and all that is sent and cannot be seen beside it. */
  readonly send: { readonly label: string; readonly detail: string };
  /** Facts that are to be seen before; choosing one does nothing. */
  readonly facts?: readonly { readonly label: string; readonly description: string }[];
  /** What the step before is called, where there is one. */
  readonly back?: string;
}

/** Asks whether what is shown is to be sent. Leaving sends nothing. */
export function askToSend(options: AskToSendOptions): Promise<'send' | 'back' | 'cancelled'> {
  const { title, placeholder, send, facts = [], back } = options;
  const picker = vscode.window.createQuickPick();
  picker.title = title;
  picker.placeholder = placeholder;
  picker.ignoreFocusOut = true;
  const item = { label: plain(send.label), detail: plain(send.detail), alwaysShow: true };
  const leave = { label: back ?? 'Cancel', alwaysShow: true };
  const told = facts.map(({ label, description }) => ({
    label: plain(label),
    description: plain(description),
  }));
  picker.items = [item, leave, ...told];
  picker.activeItems = [item];
  return new Promise((resolve) => {
    picker.onDidAccept(() => {
      const [chosen] = picker.activeItems;
      if (chosen !== item && chosen !== leave) return;
      resolve(chosen === item ? 'send' : back === undefined ? 'cancelled' : 'back');
      picker.dispose();
    });
    picker.onDidHide(() => {
      resolve('cancelled');
      picker.dispose();
    });
    picker.show();
  });
}

/** Quick picks make icons of `$(…)`. */
function plain(text: string): string {
  return text.replace(/\$\(/g, '$ (');
}
