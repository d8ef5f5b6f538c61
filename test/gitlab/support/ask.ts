import type { GitLab } from '../gitLab.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON. */
  readonly json: unknown;
}

/** A REST request by a user with a token, redirects not followed. */
export async function rest(
  gitlab: GitLab,
  path: string,
  token?: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const url = `${gitlab.url}/api/v4${path}`;
  return read(await fetch(url, { headers: { ...bearer(token), ...headers }, redirect: 'manual' }));
}

/** The same with a JSON body: `send(gitlab, 'POST', '/projects/1/issues', { title }, token)`. */
export async function send(
  gitlab: GitLab,
  method: 'POST' | 'PUT',
  path: string,
  body: unknown,
  token?: string,
): Promise<Answer> {
  const headers = { 'content-type': 'application/json', ...bearer(token) };
  return read(await fetch(`${gitlab.url}/api/v4${path}`, { method, headers, body: JSON.stringify(body) }));
}

/** A GraphQL request: one query, or several at once. */
export async function graphql(
  gitlab: GitLab,
  body: { readonly query: string; readonly variables?: object } | readonly object[],
  token?: string,
): Promise<Answer> {
  const headers = { 'content-type': 'application/json', ...bearer(token) };
  return read(
    await fetch(`${gitlab.url}/api/graphql`, { method: 'POST', headers, body: JSON.stringify(body) }),
  );
}

function bearer(token: string | undefined): Readonly<Record<string, string>> {
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}

async function read(response: Response): Promise<Answer> {
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: parse(text) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
