import type { OAuthCredentials } from '../model/credentials.ts';
import { isGitLabFailure, type GitLabFailure } from '../model/failure.ts';
import type { DeviceAnswer, DeviceGrant } from './oauth.ts';

export interface AwaitDevicePorts {
  readonly ask: () => Promise<DeviceAnswer>;
  readonly now: () => number;
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

export type DeviceOutcome =
  | { readonly kind: 'granted'; readonly credentials: OAuthCredentials }
  | { readonly kind: 'expired' | 'denied' };

/** RFC 8628, 3.5: each `slow_down` adds five seconds, for good. */
const slowDown = 5000;
const longestInterval = 60_000;

/**
 * Asks until the user has agreed on the page, refused, or let the code expire (RFC 8628, 3.4 and 3.5). A server that
 * cannot be reached for a moment is asked again, half as often; whatever else it answers ends the wait.
 */
export async function awaitDevice(
  { expiresIn, interval }: DeviceGrant,
  { ask, now, wait }: AwaitDevicePorts,
  signal: AbortSignal,
): Promise<DeviceOutcome> {
  const deadline = now() + expiresIn;
  for (let pause = interval; ;) {
    if (now() + pause > deadline) return { kind: 'expired' };
    await wait(pause, signal);
    const answer = await ask().catch((error: unknown) => {
      signal.throwIfAborted();
      if (isPassing(error)) return undefined;
      throw error;
    });
    switch (answer?.kind) {
      case 'pending':
        break;
      case 'slowDown':
        pause = Math.min(pause + slowDown, longestInterval);
        break;
      case undefined:
        pause = Math.min(pause * 2, longestInterval);
        break;
      case 'granted':
      case 'expired':
      case 'denied':
        return answer as DeviceOutcome;
    }
  }
}

function isPassing(error: unknown): error is GitLabFailure {
  return (
    isGitLabFailure(error) && ['unreachable', 'timeout', 'serverError', 'rateLimited'].includes(error.code)
  );
}
