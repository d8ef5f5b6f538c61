import { networkReason, type NetworkReason } from '../../core/model/networkReason.ts';
import type { Instance } from '../../core/model/project.ts';
import type { nodeFetch } from './nodeFetch.ts';

/** What came of one request without a token. */
export interface Knock {
  /** Why there was no answer. */
  readonly reason?: NetworkReason;
  /** Node's code, or what our own error says. */
  readonly detail?: string;
  readonly status?: number;
  /** When the server says it answered. */
  readonly date?: string;
}

/** Asks an instance for its version without a token: GitLab refuses, and that is all there is to know. */
export async function knock(
  { url }: Instance,
  fetch: ReturnType<typeof nodeFetch>,
  signal: AbortSignal,
  longest = 20_000,
): Promise<Knock> {
  const patience = AbortSignal.timeout(longest);
  try {
    const response = await fetch(new URL(`${url}/api/v4/version`), {
      method: 'GET',
      headers: {},
      signal: AbortSignal.any([signal, patience]),
      mostBytes: 0,
    });
    await response.body?.cancel();
    const date = response.headers.get('date');
    return { status: response.status, ...(date !== null && { date }) };
  } catch (error) {
    signal.throwIfAborted();
    // The platform's own error has a number for a code, which names nothing.
    if (patience.aborted) return { reason: 'silent', detail: `no answer within ${longest / 1000} s` };
    // By its name, since its class comes with the transport.
    const isOwn = error instanceof Error && error.name === 'TransportError';
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'no connection';
    const reason = networkReason(code);
    return { detail: isOwn ? error.message : code, ...(reason && { reason }) };
  }
}
