/** Whatever lives until its owner lets go of it. `vscode.Disposable` satisfies it. */
export interface Disposable {
  dispose(): void;
}

/** Owns disposables: disposes them in reverse order, and whatever is added after its own end at once. */
export class DisposableStore implements Disposable {
  readonly #items: Disposable[] = [];
  #disposed = false;

  add<T extends Disposable>(item: T): T {
    if (this.#disposed) item.dispose();
    else this.#items.push(item);
    return item;
  }

  dispose(): void {
    this.#disposed = true;
    for (const item of this.#items.splice(0).reverse()) item.dispose();
  }
}
