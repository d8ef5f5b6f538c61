import * as vscode from 'vscode';
import { literal } from '../core/view/literal.ts';

export interface AskTextOptions {
  readonly title: string;
  /** Of several. */
  readonly step?: number;
  readonly totalSteps?: number;
  readonly value: string;
  readonly prompt: string;
  readonly placeholder: string;
  readonly password?: boolean;
  readonly button?: vscode.QuickInputButton & { readonly run: () => void };
  /** At once, on each change. */
  readonly validate: (text: string) => string | undefined;
  /** After Enter, with progress; a sentence keeps the box open. */
  readonly check?: (text: string, signal: AbortSignal) => Promise<string | undefined>;
  /** What was typed, when the user goes back or leaves. */
  readonly onLeave?: (text: string) => void;
}

export type AskTextAnswer =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'back' | 'cancelled' };

/** One step of a multi-step input: shows progress while it checks, and can go back. */
export function askText(options: AskTextOptions): Promise<AskTextAnswer> {
  const box = vscode.window.createInputBox();
  const running = new AbortController();
  Object.assign(box, {
    title: literal(options.title),
    step: options.step,
    totalSteps: options.totalSteps,
    value: options.value,
    prompt: literal(options.prompt),
    placeholder: options.placeholder,
    password: options.password ?? false,
    ignoreFocusOut: true,
    buttons: [
      ...((options.step ?? 1) > 1 ? [vscode.QuickInputButtons.Back] : []),
      ...(options.button ? [options.button] : []),
    ],
  });
  return new Promise((resolve) => {
    let isDone = false;
    const done = (answer: AskTextAnswer) => {
      if (!isDone && answer.kind !== 'text') options.onLeave?.(box.value);
      isDone = true;
      resolve(answer);
      box.dispose();
    };
    const accept = async () => {
      const text = box.value;
      const wrong = options.validate(text);
      if (wrong !== undefined) {
        box.validationMessage = literal(wrong);
        return;
      }
      box.enabled = false;
      box.busy = true;
      const refused = await options.check?.(text, running.signal);
      if (running.signal.aborted) return;
      box.enabled = true;
      box.busy = false;
      if (refused === undefined) done({ kind: 'text', text });
      else box.validationMessage = literal(refused);
    };
    box.onDidChangeValue(
      (text) => (box.validationMessage = text === '' ? undefined : options.validate(text)),
    );
    box.onDidTriggerButton((button) => {
      if (button === vscode.QuickInputButtons.Back) done({ kind: 'back' });
      else options.button?.run();
    });
    box.onDidAccept(() => void accept());
    box.onDidHide(() => {
      running.abort();
      done({ kind: 'cancelled' });
    });
    box.show();
  });
}
