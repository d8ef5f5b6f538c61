import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Answer, Asked, Message, Result, WorkName } from './textWork.ts';
import { ThreadTurns } from '../threadTurns.ts';

/** Keeps the thread for what comes next; it is started in some hundredths of a second, but holds memory. */
const patienceMilliseconds = 10_000;

/** To hand over a text takes its time too. */
const longestPiece = 256 * 1024;

/** A thread of its own for long texts, on which the editor's would be busy for too long. There is none until one is needed. */
export class TextThread {
  readonly #file: string;
  readonly #asked = new Map<number, (answer: Answer | undefined) => void>();
  #worker: Worker | undefined;
  #end: NodeJS.Timeout | undefined;
  #count = 0;

  constructor(file = join(__dirname, 'textWork.cjs')) {
    this.#file = file;
  }

  /** `undefined` when it was too much for the thread, which came to its end. Throws the signal's reason when it was aborted. */
  async run<Name extends WorkName>(
    name: Name,
    texts: readonly string[],
    asked: Asked<Name>,
    signal: AbortSignal,
  ): Promise<Result<Name> | undefined> {
    signal.throwIfAborted();
    const id = ++this.#count;
    const worker = this.#started();
    const tell = (message: Message) => worker.postMessage(message);
    const answered = new Promise<Answer | undefined>((resolve) => this.#asked.set(id, resolve));
    const stop = () => this.#asked.get(id)?.(undefined);
    signal.addEventListener('abort', stop);
    try {
      const turns = new ThreadTurns(signal);
      for (const text of texts)
        for (let start = 0; start === 0 || start < text.length; start += longestPiece) {
          await turns.pause();
          const end = start + longestPiece;
          tell({ id, piece: text.slice(start, end), isLast: end >= text.length });
        }
      tell({ id, name, asked });
      const answer = await answered;
      signal.throwIfAborted();
      if (answer?.error !== undefined) throw new Error(answer.error);
      return answer?.result as Result<Name> | undefined;
    } catch (error) {
      tell({ id, isOver: true });
      throw error;
    } finally {
      signal.removeEventListener('abort', stop);
      this.#asked.delete(id);
      clearTimeout(this.#end);
      if (this.#asked.size === 0) this.#end = setTimeout(() => this.dispose(), patienceMilliseconds).unref();
    }
  }

  dispose(): void {
    clearTimeout(this.#end);
    void this.#worker?.terminate();
    this.#ended(this.#worker);
  }

  #started(): Worker {
    clearTimeout(this.#end);
    if (this.#worker) return this.#worker;
    const worker = new Worker(this.#file);
    worker.on('message', (answer: Answer) => this.#asked.get(answer.id)?.(answer));
    worker.on('error', (error: NodeJS.ErrnoException) =>
      this.#ended(worker, error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? undefined : error),
    );
    worker.on('exit', () => this.#ended(worker));
    this.#worker = worker;
    return worker;
  }

  #ended(worker: Worker | undefined, error?: Error): void {
    if (worker !== this.#worker) return;
    this.#worker = undefined;
    for (const [id, resolve] of this.#asked) resolve(error && { id, error: String(error) });
    this.#asked.clear();
  }
}
