/**
 * Lets at most so many calls run at a time; the others wait in order. One limit is shared by everything that asks one
 * instance, so that a refresh of ten repositories is no storm.
 */
export function limitConcurrency(most: number): <T>(call: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (call) => {
    if (running < most) running++;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await call();
    } finally {
      // A waiting call takes over this one's place; the count stays.
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}
