/**
 * Asks the suite's setup, which runs outside the editor (`control` in NAME.setup.ts): to make GitLab change, to tell what
 * it was asked. Message and answer travel as JSON; an error there is an error here.
 */
export async function control<Answer = unknown>(message: unknown): Promise<Answer> {
  const outside = (globalThis as { control?: (message: unknown) => Promise<unknown> }).control;
  if (!outside) throw new Error('control works only in suites that test/vscode/run-host-tests.mjs runs');
  return (await outside(message)) as Answer;
}
