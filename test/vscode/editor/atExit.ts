import type { Disposable } from '../../../src/core/base/disposable.ts';

const cleanUps = new Set<() => void>();

/**
 * Calls `cleanUp` should this process end, by itself or by a signal, before the result is disposed: no editor and no
 * temporary folder stays behind. `cleanUp` has to do its work synchronously.
 */
export function atExit(cleanUp: () => void): Disposable {
  if (cleanUps.size === 0) watch();
  cleanUps.add(cleanUp);
  return { dispose: () => void cleanUps.delete(cleanUp) };
}

function watch(): void {
  process.off('exit', cleanUpAll).once('exit', cleanUpAll);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.off(signal, endBySignal).once(signal, endBySignal);
  }
}

function cleanUpAll(): void {
  for (const cleanUp of cleanUps) cleanUp();
  cleanUps.clear();
}

function endBySignal(_signal: string, number: number): void {
  cleanUpAll();
  process.exit(128 + number);
}
