type Way<Miss> = (signal: AbortSignal) => Promise<Uint8Array | Miss>;

/**
 * Goes several ways to the same bytes side by side and takes them from the first that has them; the others are aborted,
 * which ends their sockets. Where no way leads there, gives what was found instead, way by way, or throws the first
 * failure: one way's failure counts only when no other has the bytes.
 */
export async function firstFound<Miss extends string | undefined>(
  ways: readonly Way<Miss>[],
  signal: AbortSignal,
): Promise<Uint8Array | readonly Miss[]> {
  const needless = new AbortController();
  const both = AbortSignal.any([signal, needless.signal]);
  const answers = ways.map((way) => way(both));
  try {
    return await Promise.any(answers.map(bytesOf));
  } catch {
    signal.throwIfAborted();
    const missed = (await Promise.all(answers)).filter((answer) => !(answer instanceof Uint8Array));
    return missed as readonly Miss[];
  } finally {
    needless.abort();
  }
}

async function bytesOf(answer: Promise<Uint8Array | string | undefined>): Promise<Uint8Array> {
  const found = await answer;
  if (found instanceof Uint8Array) return found;
  throw new Error('not this way');
}
