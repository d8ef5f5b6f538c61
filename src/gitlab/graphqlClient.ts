import { GitLabFailure, isGitLabFailure } from '../core/model/failure.ts';
import { parseJson } from './parseJson.ts';
import type { Requester } from './requester.ts';

/** One question; `D` is what GitLab answers, as generated from the document. */
export interface Operation<D> {
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Never set: carries the type. */
  readonly answer?: D;
}

/** An answer, or why there is none. GitLab answers one part of a request even where it refuses another. */
export type Result<D> =
  | {
      readonly data: D;
      /** What went wrong beside it: a null in the data may mean that, and not that there is nothing. */
      readonly partly?: GitLabFailure;
      readonly failure?: never;
    }
  | { readonly failure: GitLabFailure; readonly data?: never; readonly partly?: never };

const answerLimit = 64 * 1024 * 1024;

/** Speaks GraphQL with one instance; several questions travel in one request. */
export class GraphqlClient {
  readonly #requester: Requester;

  constructor(requester: Requester) {
    this.#requester = requester;
  }

  /**
   * Throws `GitLabFailure` where there is no data, or only a null in its place.
   *
   * @param placeOf what the question is about, where a part of the answer may be missing
   */
  async query<D>(
    operation: Operation<D>,
    signal: AbortSignal,
    placeOf: (data: D) => unknown = () => true,
  ): Promise<D> {
    const result = this.#resultOf<D>(await this.#post(bodyOf(operation), signal));
    if (result.failure) throw result.failure;
    if (result.partly && !placeOf(result.data)) throw result.partly;
    return result.data;
  }

  /**
   * Asks all at once (https://graphql-ruby.org/queries/multiplex.html). GitLab adds the questions' complexity up; one
   * that counts differently than this extension does gets them one by one, still side by side.
   */
  async queryAll<A, B, C, D>(
    operations: readonly [Operation<A>, Operation<B>, Operation<C>, Operation<D>],
    signal: AbortSignal,
  ): Promise<[Result<A>, Result<B>, Result<C>, Result<D>]> {
    const [a, b, c, d] = operations;
    const body = await this.#post(operations.map(bodyOf), signal);
    if (Array.isArray(body) && body.length === operations.length && !body.some(isTooComplex)) {
      return [
        this.#resultOf(body[0]),
        this.#resultOf(body[1]),
        this.#resultOf(body[2]),
        this.#resultOf(body[3]),
      ];
    }
    return Promise.all([
      this.#alone(a, signal),
      this.#alone(b, signal),
      this.#alone(c, signal),
      this.#alone(d, signal),
    ]);
  }

  async #alone<D>(operation: Operation<D>, signal: AbortSignal): Promise<Result<D>> {
    try {
      return this.#resultOf<D>(await this.#post(bodyOf(operation), signal));
    } catch (error) {
      if (isGitLabFailure(error)) return { failure: error };
      throw error;
    }
  }

  /**
   * Changes something, and is sent once. An error beside the data means that not all of it is known to be done, and is
   * thrown; `errors` of a payload are the caller's.
   */
  async mutate<D>(operation: Operation<D>, signal: AbortSignal): Promise<D> {
    const result = this.#resultOf<D>(await this.#post(bodyOf(operation), signal, false));
    if (result.failure) throw result.failure;
    if (result.partly) throw result.partly;
    return result.data;
  }

  async #post(body: unknown, signal: AbortSignal, isRead = true): Promise<unknown> {
    // A query changes nothing, so it may be sent again although it is a POST.
    const answer = await this.#requester.request(
      { method: 'POST', path: '/api/graphql', body, isRead, limit: answerLimit },
      signal,
    );
    return parseJson(answer, this.#requester.instance);
  }

  #resultOf<D>(body: unknown): Result<D> {
    const { data, errors } = asRecord(body);
    const hasErrors = Array.isArray(errors) && errors.length > 0;
    // A null project is one that nobody may see, unless GitLab says that it failed to look.
    const isThere =
      typeof data === 'object' && data !== null && !(hasErrors && asRecord(data)['project'] === null);
    if (isThere && !hasErrors) return { data: data as D };
    const messages = Array.isArray(errors) ? errors.map((error) => String(asRecord(error)['message'])) : [];
    const unknownField = Array.isArray(errors) && errors.length > 0 && errors.every(isUnknownField);
    const detail = messages.join('; ').slice(0, 200);
    const notFound = Array.isArray(errors) && errors.some(isNotFound);
    const code = unknownField ? 'unknownField' : notFound ? 'notFound' : 'unexpectedAnswer';
    const failure = new GitLabFailure(code, detail || 'no data', {
      instance: this.#requester.instance,
      ...(detail && { detail }),
    });
    return isThere ? { data: data as D, partly: failure } : { failure };
  }
}

function bodyOf({ document, variables }: Operation<unknown>) {
  return { query: document.replace(/\s+/g, ' ').trim(), variables };
}

/** Queries of this instance's version or edition lack the field, type or argument. */
function isUnknownField(error: unknown): boolean {
  const { message, extensions } = asRecord(error);
  const code = asRecord(extensions)['code'];
  return (
    code === 'undefinedField' ||
    code === 'undefinedType' ||
    code === 'argumentNotAccepted' ||
    /doesn't exist on type|No such type|doesn't accept argument|isn't a defined input type/.test(
      String(message),
    )
  );
}

/** GitLab does not tell what is not there from what the user may not touch. */
function isNotFound(error: unknown): boolean {
  return String(asRecord(error)['message']).includes("does not exist or you don't have permission");
}

function isTooComplex(body: unknown): boolean {
  const { errors } = asRecord(body);
  return (
    Array.isArray(errors) && errors.some((error) => /complexity/i.test(String(asRecord(error)['message'])))
  );
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
