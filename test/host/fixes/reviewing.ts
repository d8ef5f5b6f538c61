import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { fileUri, lenses } from '../support/editor.ts';
import { keyOf, run } from '../support/extension.ts';
import { until } from '../support/until.ts';

/** Begins to apply the fix of a finding, and waits until the change is shown; the command ends with the user's word. */
export async function review(title: string): Promise<vscode.Tab> {
  return reviewOf('applyRemediation', await keyOf(title));
}

export async function reviewOf(command: string, ...args: readonly unknown[]): Promise<vscode.Tab> {
  void run(command, ...args);
  return until(() => reviewTab() ?? assert.fail('no change is shown'));
}

export function reviewTab(): vscode.Tab | undefined {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .find(({ label }) => label.startsWith('Fix of'));
}

/** The texts that the diff editor has on its two sides. */
export async function shown(tab: vscode.Tab): Promise<readonly [string, string]> {
  assert.ok(tab.input instanceof vscode.TabInputTextDiff);
  const texts = [tab.input.original, tab.input.modified].map(async (uri) =>
    (await vscode.workspace.openTextDocument(uri)).getText(),
  );
  return [await (texts[0] ?? ''), await (texts[1] ?? '')];
}

/** Applies what is shown, and waits until it is gone. */
export async function confirm(): Promise<void> {
  await run('confirmFix');
  await until(() => assert.equal(reviewTab()?.label, undefined));
}

/** Whether the lens of a file says that it waits for the pipeline. */
export async function waits(file: string, expected = true): Promise<void> {
  await until(async () => {
    const found = await lenses(file);
    assert.equal(
      found.some((lens) => lens.includes('Fix applied here, waiting for the pipeline')),
      expected,
      found.join('\n'),
    );
  });
}

export async function textOf(file: string): Promise<string> {
  return (await vscode.workspace.openTextDocument(fileUri(file))).getText();
}

export async function hasText(file: string, expected: string): Promise<void> {
  await until(async () => assert.equal(await textOf(file), expected));
}
