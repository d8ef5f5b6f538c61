import type { IncomingHttpHeaders } from 'node:http';

/**
 * Where a secret may be seen at its home: in `Authorization`, in a form of OAuth's endpoints (RFC 6749, 6; RFC 7636, 4.5),
 * or in what a proxy asks for.
 */
type Place = 'header' | 'form' | 'proxy';

/** Whom a request reached: a server's own object, and its port. */
export interface Reached {
  readonly server?: object;
  readonly port?: number | undefined;
}

interface Secret {
  readonly place: Place;
  readonly isHome: (reached: Reached) => boolean;
}

/** Every secret that a test of this process has handed to the product, and where it belongs. */
const secrets = new Map<string, Secret>();

export function noteToken(token: string, issuer: object, place: Place = 'header'): void {
  secrets.set(token, { place, isHome: ({ server }) => server === issuer });
}

/** A secret that is for whoever listens on a port of this computer. */
export function noteSecretOf(secret: string, ports: ReadonlySet<number>, place: Place = 'header'): void {
  secrets.set(secret, { place, isHome: ({ port }) => port !== undefined && ports.has(port) });
}

/** For who has ended every server that they belonged to: what is watched for is looked for in every request. */
export function forgetSecrets(): void {
  secrets.clear();
}

/** @param place of one kind alone */
export function issuedTokens(place?: Place): readonly string[] {
  return [...secrets].flatMap(([secret, its]) =>
    place === undefined || its.place === place ? [secret] : [],
  );
}

export interface Seen {
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body?: Buffer;
}

/**
 * Where a request carries a secret that it must not: any one on its way to another server than its own, or its server's
 * own anywhere but in the place for it.
 *
 * @param reached nobody's home, such as an object store, unless told
 */
export function misplacedTokens({ url, headers, body }: Seen, reached: Reached = {}): readonly string[] {
  const { authorization = '', 'proxy-authorization': proxy = '', ...others } = headers;
  const [path = ''] = url.split('?');
  const form = path.endsWith('/oauth/token') || path.endsWith('/oauth/revoke') ? textOf(body) : '';
  const rest = [url, decoded(url), JSON.stringify(others), form === '' ? textOf(body) : ''].join('\n');
  const places = { header: `${authorization}\n${form}`, form, proxy };
  return [...secrets].flatMap(([secret, { place, isHome }]) => {
    const elsewhere = Object.entries({ authorization, form, proxy })
      .filter(([, text]) => !places[place].includes(text))
      .map(([, text]) => text);
    return [
      ...(holdsToken([rest, ...elsewhere].join('\n'), secret)
        ? [`a token outside of its header: ${path}`]
        : []),
      ...(holdsToken(places[place], secret) && !isHome(reached)
        ? [`a token of another server: ${path}`]
        : []),
    ];
  });
}

/** As it is, in base64 or percent-encoded; part of it is also too much. */
export function holdsToken(text: string, token: string): boolean {
  // What tokens of one kind begin with gives nothing away.
  const secret = token.replace(/^gl[a-z]+-/, '');
  return (
    text.includes(secret.slice(0, 14)) ||
    text.includes(encodeURIComponent(secret).slice(0, 14)) ||
    [0, 1, 2].some((shift) => text.includes(inBase64(`${'x'.repeat(shift)}${token}`, shift)))
  );
}

/** The signs of it that do not depend on what stands before and after. */
function inBase64(text: string, shift: number): string {
  return Buffer.from(text)
    .toString('base64')
    .slice(shift === 0 ? 0 : 4, 20);
}

function textOf(body: Buffer | undefined): string {
  return body?.toString('latin1') ?? '';
}

function decoded(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}
