import { isAimedAt } from './fault.ts';
import type { RecordedRequest } from './recordedRequest.ts';

/**
 * The length of the longest chain of requests in which each began after the one before it was answered: what a
 * user waits for, in latencies. Give the server some latency, or requests that run beside each other may look chained.
 */
export function countRoundTrips(requests: readonly RecordedRequest[], except: readonly string[]): number {
  const counted = requests
    .filter((request) => !except.some((target) => isExcepted(target, request)))
    .sort((a, b) => a.startedAt - b.startedAt);
  const lengths: number[] = [];
  for (const [index, request] of counted.entries()) {
    const before = counted
      .slice(0, index)
      .map((other, at) => (other.endedAt <= request.startedAt ? (lengths[at] ?? 0) : 0));
    lengths.push(1 + Math.max(0, ...before));
  }
  return Math.max(0, ...lengths);
}

/** `/user` means `GET /api/v4/user`; anything else is written as for faults. */
function isExcepted(target: string, request: RecordedRequest): boolean {
  const full = target.startsWith('/') ? `* /api/v4${target}` : target;
  return isAimedAt(full, { ...request, path: request.path.split('?')[0] ?? '' });
}
