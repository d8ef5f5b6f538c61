import { isGitLabFailure } from '../../core/model/failure.ts';
import { parseJson } from '../parseJson.ts';
import type { Requester } from '../requester.ts';

export type Json = Readonly<Record<string, unknown>>;

const answerLimit = 64 * 1024 * 1024;
const pageSize = 100;
const mostPages = 50;

/** Speaks REST with one instance (https://docs.gitlab.com/api/rest/). What changes something is sent once. */
export class RestClient {
  readonly #requester: Requester;

  constructor(requester: Requester) {
    this.#requester = requester;
  }

  async get(path: string, signal: AbortSignal): Promise<unknown> {
    const options = { method: 'GET', path: `/api/v4${path}`, isRead: true, limit: answerLimit } as const;
    return parseJson(await this.#requester.request(options, signal), this.#requester.instance);
  }

  /** `undefined` for what is not there, or not for this user. */
  async getIfThere(path: string, signal: AbortSignal): Promise<unknown> {
    try {
      return await this.get(path, signal);
    } catch (error) {
      if (isGitLabFailure(error) && error.code === 'notFound') return undefined;
      throw error;
    }
  }

  async post(path: string, body: Json, signal: AbortSignal): Promise<unknown> {
    const options = {
      method: 'POST',
      path: `/api/v4${path}`,
      body,
      isRead: false,
      limit: answerLimit,
    } as const;
    return parseJson(await this.#requester.request(options, signal), this.#requester.instance);
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
    for (let page = 1; page <= mostPages; page += 1) {
      const entries = await this.get(`${path}?per_page=${pageSize}&page=${page}`, signal);
      if (!Array.isArray(entries)) return tooLong();
      for (const entry of entries) {
        const wanted = toWanted(asRecord(entry));
        if (wanted !== undefined) return wanted;
      }
      if (entries.length < pageSize) return undefined;
    }
    return tooLong();
  }
}

export function asRecord(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}
