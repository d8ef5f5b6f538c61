import type { Credentials, OAuthCredentials } from '../model/credentials.ts';
import { GitLabFailure, isGitLabFailure } from '../model/failure.ts';
import type { Instance } from '../model/project.ts';

/** A text that all windows share. */
export interface SharedText {
  readonly read: () => Promise<string | undefined>;
  readonly write: (text: string) => Promise<void>;
  readonly delete: () => Promise<void>;
}

export interface RenewalPorts {
  readonly instance: Instance;
  /** What is kept now, whichever window wrote it. */
  readonly read: () => Promise<Credentials | undefined>;
  readonly keep: (credentials: OAuthCredentials) => Promise<void>;
  readonly refresh: (credentials: OAuthCredentials) => Promise<OAuthCredentials>;
  readonly revoke: (credentials: OAuthCredentials) => Promise<void>;
  /** Says which window is at it; absent where the sign-in is in this window alone. */
  readonly lock?: SharedText;
  /** This window, and nobody else. */
  readonly owner: string;
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** Longer than a server may stay silent: until then the window that asks may still be waiting. */
const lockFor = 40_000;
/**
 * How long until this window has heard of whoever wrote without having heard of it: there and back. A window of VS Code
 * keeps a write for 100 ms before the main process is given it, and that one waits as long before it tells the others.
 */
const settle = 600;
const pause = 200;
/** How long a window that was answered may take to say so. */
const patience = 2000;

/**
 * Renews a pair of tokens that is about to expire, or that GitLab refused. GitLab ends the old pair with the first
 * refresh (RFC 6749, 10.4), so of all windows one asks and the others wait for what it keeps; where two ask after all,
 * the one that is refused takes what the other was given. Resolves to `undefined` where nobody is signed in any more.
 *
 * An answer that was lost is a failure of the network: GitLab may have ended the pair or not. The next try finds out,
 * and a refusal then ends the sign-in.
 *
 * @param stale the access token that will not do
 */
export async function renew(ports: RenewalPorts, stale: string): Promise<Credentials | undefined> {
  const { lock, now, wait } = ports;
  const isStale = (kept: Credentials | undefined): kept is OAuthCredentials =>
    kept?.kind === 'oauth' && kept.accessToken === stale;
  for (;;) {
    const kept = await ports.read();
    if (!isStale(kept)) return kept;
    if (!lock || (await take(lock, ports))) break;
    await wait(pause);
  }
  try {
    const kept = await ports.read();
    if (!isStale(kept)) return kept;
    const fresh = await ports.refresh(kept).catch((error: unknown) => {
      if (!isRefusal(error)) throw error;
      return undefined;
    });
    const meanwhile = await (fresh ? ports.read() : changed(ports, isStale, now() + patience));
    // Somebody signed out, or in anew: what was given for the sign-in of before is nobody's.
    if (!isStale(meanwhile)) {
      if (fresh) await ports.revoke(fresh);
      return meanwhile;
    }
    if (!fresh) throw signInEnded(ports.instance);
    await ports.keep(fresh);
    return fresh;
  } finally {
    if (lock) await release(lock, ports.owner);
  }
}

/** The user has to sign in again; no other try will help. */
export function signInEnded(instance: Instance): GitLabFailure {
  const detail = 'the sign-in has ended';
  return new GitLabFailure('signInEnded', detail, { instance, detail });
}

/** GitLab will not renew this pair. */
function isRefusal(error: unknown): boolean {
  return isGitLabFailure(error) && error.code === 'signInEnded';
}

async function changed(
  { read, now, wait }: RenewalPorts,
  isStale: (kept: Credentials | undefined) => boolean,
  deadline: number,
): Promise<Credentials | undefined> {
  for (;;) {
    const kept = await read();
    if (!isStale(kept) || now() >= deadline) return kept;
    await wait(pause);
  }
}

/** There is no writing only where nobody wrote: one writes, waits until others' writes have come, and looks whose it is. */
async function take(lock: SharedText, { owner, now, wait }: RenewalPorts): Promise<boolean> {
  const held = parse(await lock.read());
  // A clock that was set back must not keep everybody out for longer than the lock ever lasts.
  const left = held ? held.until - now() : 0;
  if (held && held.owner !== owner && left > 0 && left <= lockFor) return false;
  await lock.write(JSON.stringify({ owner, until: now() + lockFor }));
  await wait(settle);
  return parse(await lock.read())?.owner === owner;
}

async function release(lock: SharedText, owner: string): Promise<void> {
  if (parse(await lock.read())?.owner === owner) await lock.delete();
}

function parse(text: string | undefined): { readonly owner: string; readonly until: number } | undefined {
  try {
    const value = JSON.parse(text ?? 'null') as { readonly owner?: unknown; readonly until?: unknown } | null;
    if (typeof value?.owner !== 'string' || typeof value.until !== 'number') return undefined;
    return { owner: value.owner, until: value.until };
  } catch {
    return undefined;
  }
}
