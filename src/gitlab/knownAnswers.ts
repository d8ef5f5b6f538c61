import type { Answer } from './requester.ts';

interface Known {
  readonly etag: string;
  readonly answer: Answer;
}

const mostEntries = 100;
const largest = 256 * 1024;

/**
 * Answers that GitLab gave a validator (RFC 9110, 8.8.3), to be asked for only if they changed. GitLab still decides
 * each time whether this token may have them; it only does not say the same twice. At most 25 MB, oldest first to go.
 */
export class KnownAnswers {
  readonly #byPath = new Map<string, Known>();

  etagOf(path: string): string | undefined {
    return this.#byPath.get(path)?.etag;
  }

  /** What a 304 stands for. */
  again(path: string): Answer | undefined {
    return this.#byPath.get(path)?.answer;
  }

  remember(path: string, etag: string | null, answer: Answer): void {
    this.#byPath.delete(path);
    if (etag === null || answer.bytes.length > largest || !isWhole(answer)) return;
    this.#byPath.set(path, { etag, answer });
    const [oldest] = this.#byPath.keys();
    if (oldest !== undefined && this.#byPath.size > mostEntries) this.#byPath.delete(oldest);
  }
}

/** Half an answer would be believed for ever. */
function isWhole({ bytes }: Answer): boolean {
  try {
    JSON.parse(new TextDecoder().decode(bytes));
    return true;
  } catch {
    return false;
  }
}
