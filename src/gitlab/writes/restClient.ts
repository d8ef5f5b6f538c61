import { isGitLabFailure } from '../../core/model/failure.ts';
import { parseJson } from '../parseJson.ts';
import type { RequestOptions, Requester } from '../requester.ts';

export type Json = Readonly<Record<string, unknown>>;

const usualLimit = 64 * 1024 * 1024;
/** GitLab's largest page. */
const pageSize = 100;
const mostPages = 50;

/** Speaks REST with one instance (https://docs.gitlab.com/api/rest/). What changes something is sent once. */
export class RestClient {
  readonly #requester: Requester;
  readonly #limit: number;

  /** @param limit of each answer, in bytes */
  constructor(requester: Requester, limit = usualLimit) {
    this.#requester = requester;
    this.#limit = limit;
  }

  get(path: string, signal: AbortSignal): Promise<unknown> {
    return this.#request({ method: 'GET', path, isRead: true }, signal);
  }

  /**
   * `undefined` for what is not there, or not for this user.
   *
   * @param isRepeated whether it is asked for again and again
   */
  async getIfThere(path: string, signal: AbortSignal, isRepeated = false): Promise<unknown> {
    try {
      return await this.#request({ method: 'GET', path, isRead: true, isRepeated }, signal);
    } catch (error) {
      if (isGitLabFailure(error) && error.code === 'notFound') return undefined;
      throw error;
    }
  }

  post(path: string, body: Json, signal: AbortSignal): Promise<unknown> {
    return this.#request({ method: 'POST', path, body, isRead: false }, signal);
  }

  put(path: string, body: Json, signal: AbortSignal): Promise<unknown> {
    return this.#request({ method: 'PUT', path, body, isRead: false }, signal);
  }

  /**
   * A list page after page, until it ends or there were `most`; a page that is no list is the last one.
   *
   * @param path without a query
   */
  async *pages(
    path: string,
    query: Readonly<Record<string, string>>,
    most: number,
    signal: AbortSignal,
  ): AsyncGenerator<unknown, void, undefined> {
    for (let page = 1; page <= most; page += 1) {
      const all = new URLSearchParams({ ...query, per_page: String(pageSize), page: String(page) });
      const entries = await this.get(`${path}?${all.toString()}`, signal);
      yield entries;
      if (!Array.isArray(entries) || entries.length < pageSize) return;
    }
  }

  /**
   * The first entry of a list that is wanted, page after page. `undefined` only where all pages were read.
   *
   * @param path without a query
   * @param tooLong throws what is to be thrown where there are too many pages
   */
  async findInPages<T>(
    path: string,
    toWanted: (entry: Json) => T | undefined,
    tooLong: () => never,
    signal: AbortSignal,
  ): Promise<T | undefined> {
    for await (const entries of this.pages(path, {}, mostPages, signal)) {
      if (!Array.isArray(entries)) return tooLong();
      for (const entry of entries) {
        const wanted = toWanted(asRecord(entry));
        if (wanted !== undefined) return wanted;
      }
      if (entries.length < pageSize) return undefined;
    }
    return tooLong();
  }

  async #request({ path, ...options }: Omit<RequestOptions, 'limit'>, signal: AbortSignal): Promise<unknown> {
    const all = { ...options, path: `/api/v4${path}`, limit: this.#limit };
    return parseJson(await this.#requester.request(all, signal), this.#requester.instance);
  }
}

export function asRecord(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}
