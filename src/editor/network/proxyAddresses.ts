/** Where the environment may name a proxy. */
export const proxyVariables = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'] as const;

/**
 * What of a proxy's address would let somebody in, in every form in which a message may repeat it: as written, as an
 * address has it, as it is meant, and as it is sent. People write passwords with any sign in them, also with those that
 * an address would have to encode.
 */
export function secretsOfProxy(address: string): readonly string[] {
  const written = credentialsIn(address);
  if (written === '') return [];
  const forms = new Set([written, safelyDecoded(written), ...inUrl(address)]);
  return [...forms].flatMap((credentials) => [
    credentials,
    credentials.slice(credentials.indexOf(':') + 1),
    Buffer.from(credentials).toString('base64'),
  ]);
}

/** `PROXY host:port` of what VS Code says of a way that it tried, which has the name and password in front of the host. */
export function withoutCredentials(tried: string): string {
  const [, kind, address = ''] = /^(\S+) (.+)$/.exec(tried) ?? [];
  return kind === undefined ? tried : `${kind} ${address.slice(address.lastIndexOf('@') + 1)}`;
}

/** Hosts have no `@`, so the last one ends the credentials. */
function credentialsIn(address: string): string {
  const start = address.indexOf('://');
  return address.slice(start < 0 ? 0 : start + 3, Math.max(0, address.lastIndexOf('@')));
}

function inUrl(address: string): readonly string[] {
  const whole = address.includes('://') ? address : `http://${address}`;
  if (!URL.canParse(whole)) return [];
  const { username, password } = new URL(whole);
  return username === '' ? [] : [password === '' ? username : `${username}:${password}`];
}

function safelyDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
