import type { Disposable } from '../core/base/disposable.ts';

/** Calls back once. */
export function schedule(milliseconds: number, callback: () => void): Disposable {
  const timer = setTimeout(callback, milliseconds);
  return { dispose: () => clearTimeout(timer) };
}

/** Waits, and ends at once when the signal is aborted. */
export function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const aborted = () => {
      clearTimeout(timer);
      reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', aborted);
      resolve();
    }, milliseconds);
    signal.addEventListener('abort', aborted, { once: true });
  });
}
