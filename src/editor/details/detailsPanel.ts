import * as vscode from 'vscode';
import { DisposableStore } from '../../core/base/disposable.ts';
import { detailsOf } from '../../core/view/details.ts';
import type { DetailsContent } from '../../core/view/details/model.ts';
import { shorten } from '../../core/view/plainText.ts';
import { detailsHtml } from './detailsHtml.ts';
import { detailsViewType, type DetailsPorts, type Found } from './detailsPorts.ts';
import { LazyDetailsLoader, type Loaded } from './lazyDetailsLoader.ts';
import { toFromPage, toPageState, type FromPage, type PageState, type ToPage } from './protocol.ts';

/** What is on the page, to make sense of what is pressed there. */
interface Shown extends Found {
  readonly state: PageState;
  readonly content: DetailsContent;
  readonly written: string;
  readonly revision: number;
}

/** One finding in an editor tab beside the code; the same tab for every finding. */
export class DetailsPanel implements vscode.Disposable {
  readonly #ports: DetailsPorts;
  readonly #media: vscode.Uri;
  readonly #loader: LazyDetailsLoader;
  readonly #own = new DisposableStore();
  #panel: vscode.WebviewPanel | undefined;
  #state: PageState | undefined;
  #shown: Shown | undefined;
  #revision = 0;
  #isListening = false;

  constructor(ports: DetailsPorts) {
    this.#ports = ports;
    this.#media = vscode.Uri.joinPath(ports.extensionUri, 'media');
    this.#loader = new LazyDetailsLoader(
      (snapshot, finding, signal) => ports.loadDetails(snapshot, finding, signal),
      () => {
        this.#update();
      },
    );
    this.#own.add({ dispose: () => this.#loader.stop() });
    this.#own.add(ports.onDidChange(() => this.#update()));
    this.#own.add(ports.onDidForget((root) => this.#forget(root)));
    this.#own.add({ dispose: () => void this.#panel?.dispose() });
  }

  show(repositoryRoot: string, key: string, options: { readonly preserveFocus?: boolean } = {}): void {
    const { preserveFocus = false } = options;
    if (this.#panel) this.#panel.reveal(undefined, preserveFocus);
    else {
      const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus };
      this.#adopt(
        vscode.window.createWebviewPanel(detailsViewType, 'Finding', column, { enableFindWidget: true }),
      );
    }
    this.#turnTo({ repositoryRoot, key });
  }

  /** Takes over the page of the window before. */
  restore(panel: vscode.WebviewPanel, state: unknown): void {
    const known = toPageState(state);
    if (known === undefined || this.#panel) panel.dispose();
    else {
      this.#adopt(panel);
      this.#turnTo(known);
    }
  }

  dispose(): void {
    this.#own.dispose();
  }

  #adopt(panel: vscode.WebviewPanel): void {
    this.#panel = panel;
    this.#isListening = false;
    const icon = (theme: string) => vscode.Uri.joinPath(this.#media, `tab-${theme}.svg`);
    panel.iconPath = { light: icon('light'), dark: icon('dark') };
    panel.webview.options = { enableScripts: true, enableForms: false, localResourceRoots: [this.#media] };
    const listeners = new DisposableStore();
    listeners.add(
      panel.webview.onDidReceiveMessage((message: unknown) => this.#receive(toFromPage(message))),
    );
    // A hidden page is unloaded; it reports again when it is back.
    listeners.add(panel.onDidChangeViewState(() => (this.#isListening &&= panel.visible)));
    listeners.add(
      panel.onDidDispose(() => {
        listeners.dispose();
        this.#loader.stop();
        this.#panel = this.#state = this.#shown = undefined;
      }),
    );
    panel.webview.html = detailsHtml({
      own: panel.webview.cspSource,
      file: (name) => panel.webview.asWebviewUri(vscode.Uri.joinPath(this.#media, name)).toString(),
    });
  }

  #turnTo(state: PageState): void {
    this.#state = state;
    this.#update();
  }

  #receive(message: FromPage | undefined): void {
    const shown = this.#shown;
    switch (message?.type) {
      case 'ready':
        this.#isListening = true;
        this.#update();
        this.#post();
        break;
      case 'retry':
        this.#loader.retry();
        this.#update();
        break;
      case 'press':
        if (shown) this.#ports.press(message.button, shown.state.repositoryRoot, shown.state.key);
        break;
      case 'open': {
        const url = shown?.revision === message.revision ? shown.content.links[message.link] : undefined;
        if (url !== undefined) this.#ports.openLink(url);
        break;
      }
      case 'openPlace': {
        const place = shown?.revision === message.revision ? shown.content.places[message.place] : undefined;
        if (!shown || place === undefined) break;
        if (place === 'finding') this.#ports.press('goToCode', shown.state.repositoryRoot, shown.state.key);
        else this.#ports.openPlace(shown.snapshot, shown.finding, place);
        break;
      }
      case undefined:
    }
  }

  /** Looks the finding up again, unless nobody sees it; the page hears of it only if there is something else to be seen. */
  #update(): void {
    const state = this.#state;
    if (!this.#panel?.visible || !state) return;
    const before = isSame(this.#shown?.state, state) ? this.#shown : undefined;
    const found = this.#ports.find(state.repositoryRoot, state.key);
    const isGone = !found && this.#ports.hasFindings(state.repositoryRoot);
    if (!found) this.#loader.stop();
    const last = found ?? before;
    if (last) {
      const loaded = found ? this.#loader.of(found) : this.#loader.known(last);
      const content = this.#contentOf(last, loaded, isGone);
      const written = JSON.stringify(content);
      const isNews = before?.written !== written;
      if (isNews) this.#revision += 1;
      const { finding, snapshot } = last;
      this.#shown = { finding, snapshot, state, content, written, revision: this.#revision };
      if (!isNews) return;
      this.#panel.title = shorten(content.model.title, 50);
    } else this.#shown = undefined;
    this.#post();
  }

  /** What is gone for good does not stay on the page either, as that of a branch does which is only being asked for. */
  #forget(root: string): void {
    this.#loader.forget();
    if (!this.#panel || this.#state?.repositoryRoot !== root) return;
    this.#shown = undefined;
    this.#panel.title = 'Finding';
    this.#post();
  }

  #contentOf({ finding, snapshot }: Found, loaded: Loaded, gone: boolean): DetailsContent {
    const { loading, lazy, failure } = loaded;
    const flows = (finding.details ?? lazy)?.codeFlows ?? [];
    if (flows.length > 0) this.#ports.followFlows(snapshot, finding, flows);
    return detailsOf(finding, {
      ...this.#ports.placeOf(snapshot, finding),
      snapshot,
      loading,
      gone,
      now: this.#ports.now(),
      ...(lazy && { lazy }),
      ...(failure !== undefined && { failed: this.#ports.explain(failure) }),
    });
  }

  #post(): void {
    if (!this.#panel || !this.#isListening || !this.#state) return;
    const state = this.#state;
    const message: ToPage = this.#shown
      ? { type: 'show', revision: this.#shown.revision, state, model: this.#shown.content.model }
      : { type: 'wait', state, text: this.#waiting(state) };
    void this.#panel.webview.postMessage(message);
  }

  #waiting({ repositoryRoot }: PageState): string {
    return this.#ports.hasFindings(repositoryRoot)
      ? 'This finding is no longer in the latest scan.'
      : 'Waiting for the findings of this repository…';
  }
}

function isSame(a: PageState | undefined, b: PageState): boolean {
  return a?.repositoryRoot === b.repositoryRoot && a.key === b.key;
}
