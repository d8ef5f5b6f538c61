import * as vscode from 'vscode';
import type { Event } from '../core/base/event.ts';
import { literal } from '../core/view/literal.ts';

export interface AskTextButton extends vscode.QuickInputButton {
  readonly run: () => void;
}

export interface AskTextOptions {
  readonly title: string;
  /** Of several. */
  readonly step?: number;
  readonly totalSteps?: number;
  readonly value: string;
  readonly prompt: string;
  readonly placeholder: string;
  readonly password?: boolean;
  readonly buttons?: readonly AskTextButton[];
  /** At once, on each change. */
  readonly validate: (text: string) => string | undefined;
  /** After Enter, with progress; a sentence keeps the box open. */
  readonly check?: (text: string, signal: AbortSignal) => Promise<string | undefined>;
  /** What comes by another way counts as typed and entered. */
  readonly onArrival?: Event<string>;
  /** Ends the question unanswered. */
  readonly signal?: AbortSignal;
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
      ...(options.buttons ?? []),
    ],
  });
  return new Promise((resolve) => {
    let isDone = false;
    const done = (answer: AskTextAnswer) => {
      if (!isDone && answer.kind !== 'text') options.onLeave?.(box.value);
      isDone = true;
      arrival?.dispose();
      resolve(answer);
      box.dispose();
    };
    const accept = async (text: string) => {
      // One thing is checked at a time.
      if (!box.enabled) return;
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
    box.onDidChangeValue((text) => {
      const wrong = text === '' ? undefined : options.validate(text);
      box.validationMessage = wrong === undefined ? undefined : literal(wrong);
    });
    box.onDidTriggerButton((button) => {
      if (button === vscode.QuickInputButtons.Back) done({ kind: 'back' });
      else options.buttons?.find((one) => one === button)?.run();
    });
    box.onDidAccept(() => void accept(box.value));
    const arrival = options.onArrival?.((text) => void accept(text));
    options.signal?.addEventListener('abort', () => box.hide(), { once: true });
    box.onDidHide(() => {
      running.abort();
      done({ kind: 'cancelled' });
    });
    box.show();
  });
}
