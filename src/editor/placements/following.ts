import * as vscode from 'vscode';
import { DisposableStore } from '../../core/base/disposable.ts';
import { editsOf, followInDocument, rememberLines, type Remembered } from './followDocument.ts';
import type { FindingPlace } from './findingPlace.ts';

export interface FollowingPorts {
  /** The findings of a document, by its URI as text. */
  readonly placesIn: (id: string) => readonly FindingPlace[];
  /** Whether the way to a finding leads through a document. */
  readonly isOnTheWay: (id: string) => boolean;
  readonly onMoved: (place: FindingPlace) => void;
  /** Nobody has typed for a moment: time to compare the texts themselves. */
  readonly onPause: (document: vscode.TextDocument) => void;
}

const pauseMilliseconds = 200;

/** Moves findings with every edit of an open document, by arithmetic alone. */
export class Following implements vscode.Disposable {
  readonly #ports: FollowingPorts;
  readonly #own = new DisposableStore();
  readonly #remembered = new Map<string, Remembered>();
  readonly #pauses = new Map<string, NodeJS.Timeout>();

  constructor(ports: FollowingPorts) {
    this.#ports = ports;
    const { workspace } = vscode;
    this.#own.add(workspace.onDidChangeTextDocument((event) => this.#follow(event)));
    this.#own.add(workspace.onDidOpenTextDocument((document) => this.remember(document)));
    this.#own.add(workspace.onDidCloseTextDocument(({ uri }) => this.#forget(uri.toString())));
  }

  /** Learns what the lines of a document's findings say now, by which they are known again. */
  remember(document: vscode.TextDocument): void {
    const id = document.uri.toString();
    const places = this.#ports.placesIn(id);
    if (places.length > 0)
      this.#remembered.set(id, rememberLines(document, places, this.#remembered.get(id)));
    else this.#remembered.delete(id);
  }

  /** Sees to it that the texts are compared at the next pause. */
  wait(document: vscode.TextDocument): void {
    const id = document.uri.toString();
    clearTimeout(this.#pauses.get(id));
    const pause = () => {
      this.#pauses.delete(id);
      this.#ports.onPause(document);
    };
    this.#pauses.set(id, setTimeout(pause, pauseMilliseconds));
  }

  dispose(): void {
    for (const pause of this.#pauses.values()) clearTimeout(pause);
    this.#own.dispose();
  }

  /** Every keystroke comes by here. */
  #follow(event: vscode.TextDocumentChangeEvent): void {
    if (event.contentChanges.length === 0) return;
    const id = event.document.uri.toString();
    const places = this.#ports.placesIn(id);
    if (places.length > 0) this.#move(event, places);
    if (places.length > 0 || this.#ports.isOnTheWay(id)) this.wait(event.document);
  }

  #move(event: vscode.TextDocumentChangeEvent, places: readonly FindingPlace[]): void {
    const id = event.document.uri.toString();
    const remembered = this.#remembered.get(id);
    const edits = editsOf(event);
    for (const before of places) {
      const lines = remembered?.get(before.finding.key);
      const after = followInDocument(before, lines, edits, event.document);
      if (after !== before) this.#ports.onMoved(after);
    }
  }

  #forget(id: string): void {
    this.#remembered.delete(id);
    clearTimeout(this.#pauses.get(id));
    this.#pauses.delete(id);
  }
}
