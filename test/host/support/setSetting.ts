import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from './until.ts';

/** Sets one of the user's settings, and waits until it counts; `undefined` is as if nobody had set it. */
export async function setSetting(name: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration().update(name, value, vscode.ConfigurationTarget.Global);
  if (value === undefined) return;
  await until(() => assert.deepEqual(vscode.workspace.getConfiguration().get(name), value));
}
