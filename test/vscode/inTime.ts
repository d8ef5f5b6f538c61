/**
 * What a promise gives, or an error when it does not settle in this many milliseconds: a test that waits for ever would keep
 * all that come after it from telling anything.
 */
export async function inTime<Result>(
  what: string,
  milliseconds: number,
  promise: Promise<Result>,
): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`${what}: not done after ${milliseconds / 1000} s`));
    }, milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
