import * as vscode from 'vscode';
import type { Disposable } from '../../core/base/disposable.ts';
import { Emitter } from '../../core/base/event.ts';
import { command } from '../commands/names.ts';
import { notify } from '../notify.ts';

const path = '/authentication';

/** Takes the addresses that a browser hands to VS Code, and passes on the answers to sign-ins. */
export class Redirects implements vscode.UriHandler, vscode.Disposable {
  readonly #extensionId: string;
  readonly #arrived = new Emitter<string>();
  readonly #registration: vscode.Disposable;
  readonly #waiting = new Set<Disposable>();

  constructor(extensionId: string) {
    this.#extensionId = extensionId;
    this.#registration = vscode.window.registerUriHandler(this);
  }

  /** Where GitLab is to lead the browser; the same for everybody, because it has to be registered with the application. */
  async address(): Promise<string> {
    const own = vscode.Uri.from({ scheme: vscode.env.uriScheme, authority: this.#extensionId, path });
    const external = await vscode.env.asExternalUri(own);
    // On the desktop that adds the window's number, which nobody can register.
    return (external.scheme === own.scheme ? own : external).toString(true);
  }

  /** Each answer, with the question mark before its query. */
  readonly onDidArrive = (listener: (query: string) => void): Disposable => {
    const own = this.#arrived.event(listener);
    this.#waiting.add(own);
    return {
      dispose: () => {
        this.#waiting.delete(own);
        own.dispose();
      },
    };
  };

  handleUri(uri: vscode.Uri): void {
    if (uri.path !== path) return;
    if (this.#waiting.size > 0) this.#arrived.fire(`?${uri.query}`);
    else void this.#offerAnother();
  }

  dispose(): void {
    this.#registration.dispose();
    this.#arrived.dispose();
  }

  async #offerAnother(): Promise<void> {
    const again = 'Sign In…';
    const sentence =
      'No sign-in is waiting in this window; paste the address where one is, or sign in again.';
    if ((await notify.warning(sentence, again)) === again) {
      await vscode.commands.executeCommand(command('signIn'));
    }
  }
}
