/** Repeats a check until it passes, and gives what it gives; shortly before mocha would give up, its error is told. */
export async function until<T>(check: () => T | Promise<T>, milliseconds = 12_000): Promise<T> {
  const deadline = performance.now() + milliseconds;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > deadline) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
