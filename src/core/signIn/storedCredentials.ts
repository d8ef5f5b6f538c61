import type { Credentials } from '../model/credentials.ts';

const version = 1;

/** The text that secrets are kept as. */
export function writeCredentials(credentials: Credentials): string {
  return JSON.stringify({ version, ...credentials });
}

/** Reads it again. A text that is no JSON is a token by itself: the form before there were other kinds. */
export function readCredentials(text: string): Credentials | undefined {
  if (!text.startsWith('{')) return text === '' ? undefined : { kind: 'token', token: text };
  const value = parse(text);
  if (value['version'] !== version) return undefined;
  const { kind, token, expiresAt, accessToken, refreshToken, clientId, redirectUri, session } = value;
  if (kind === 'token' && isText(token)) return { kind, token, ...(isText(expiresAt) && { expiresAt }) };
  if (kind !== 'oauth' || !isText(accessToken) || !isText(clientId) || !isText(session)) return undefined;
  return {
    kind,
    accessToken,
    // A time that cannot be read has passed: the pair is renewed.
    expiresAt: typeof expiresAt === 'number' ? expiresAt : 0,
    clientId,
    session,
    ...(isText(refreshToken) && { refreshToken }),
    ...(isText(redirectUri) && { redirectUri }),
  };
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
