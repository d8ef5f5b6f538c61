import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { run } from './extension.ts';

/** Lines of a diagnosis by their step, `ok` and the like in front. */
export async function diagnosed(): Promise<{
  readonly text: string;
  readonly steps: Record<string, string>;
}> {
  await run('diagnoseConnection');
  const document = vscode.window.activeTextEditor?.document;
  assert.equal(document?.uri.scheme, 'gitlab-security-diagnosis');
  const text = document.getText();
  const steps = Object.fromEntries(
    text.split('\n').flatMap((line) => {
      const [, outcome, name, rest] = /^- \*\*(\w+)\*\* ([^:]+): (.*)$/.exec(line) ?? [];
      return name === undefined ? [] : [[name, `${outcome ?? ''}: ${rest ?? ''}`] as const];
    }),
  );
  return { text, steps };
}
