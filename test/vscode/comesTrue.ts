import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until something holds that the window itself does not show, and says what has not come to be, if it does not. */
export async function comesTrue(
  what: string,
  holds: () => boolean | Promise<boolean>,
  milliseconds = 15_000,
): Promise<void> {
  const deadline = performance.now() + milliseconds;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`not within ${milliseconds / 1000} s: ${what}`);
    await sleep(20);
  }
}
