import type { IncomingHttpHeaders } from 'node:http';

/** Every token that any test GitLab of this process has issued, and the GitLab that did. */
const issuers = new Map<string, object>();

export function noteToken(token: string, issuer: object): void {
  issuers.set(token, issuer);
}

export function issuedTokens(): readonly string[] {
  return [...issuers.keys()];
}

interface Seen {
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body?: Buffer;
}

/**
 * Where a request carries a token that it must not: any one on its way to another server than its issuer, or its issuer's
 * own anywhere but in the header for it.
 *
 * @param server the GitLab that got the request; none for an object store, a proxy or whoever else
 */
export function misplacedTokens({ url, headers, body }: Seen, server?: object): readonly string[] {
  const { authorization = '', ...others } = headers;
  const rest = [url, decoded(url), JSON.stringify(others), body?.toString('latin1') ?? ''].join('\n');
  return [...issuers].flatMap(([token, issuer]) => [
    ...(holdsToken(rest, token) ? [`a token outside of its header: ${url.split('?')[0] ?? ''}`] : []),
    ...(issuer !== server && holdsToken(authorization, token)
      ? [`a token of another server: ${url.split('?')[0] ?? ''}`]
      : []),
  ]);
}

/** As it is, in base64 or percent-encoded; part of it is also too much. */
export function holdsToken(text: string, token: string): boolean {
  const secret = token.slice(token.indexOf('-') + 1);
  return (
    text.includes(secret.slice(0, 14)) ||
    [0, 1, 2].some((shift) => text.includes(inBase64(`${'x'.repeat(shift)}${token}`, shift)))
  );
}

/** The signs of it that do not depend on what stands before and after. */
function inBase64(text: string, shift: number): string {
  return Buffer.from(text)
    .toString('base64')
    .slice(shift === 0 ? 0 : 4, 20);
}

function decoded(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}
