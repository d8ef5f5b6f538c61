import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ApiFinding, ApiSnapshot, SecurityFindingsApi } from '../../../src/editor/publicApi.ts';
import { until } from './until.ts';

/** The API that the extension under test gives to other extensions. */
export async function activated(): Promise<SecurityFindingsApi> {
  const extension = vscode.extensions.getExtension<SecurityFindingsApi>(
    'gitlab-security-findings.gitlab-security-findings',
  );
  assert.ok(extension);
  return extension.activate();
}

/** The snapshot of the only repository, or of the one in the named folder. */
export async function snapshot(folder = ''): Promise<ApiSnapshot> {
  const { snapshots } = await activated();
  const found = snapshots.filter(({ repository }) => repository.endsWith(folder));
  assert.equal(found.length, 1, `${folder} in ${snapshots.map(({ repository }) => repository).join()}`);
  return found[0] ?? assert.fail();
}

/** Waits for these findings; their places may come a moment later. */
export function ready(titles: readonly string[], folder?: string): Promise<ApiSnapshot> {
  return until(async () => {
    const found = await snapshot(folder);
    assert.equal(found.kind, 'ready');
    assert.deepEqual(found.findings.map(({ title }) => title).sort(), [...titles].sort());
    return found;
  });
}

export async function finding(title: string): Promise<ApiFinding> {
  const { snapshots } = await activated();
  const found = snapshots.flatMap(({ findings }) => findings).filter((one) => one.title === title);
  assert.equal(found.length, 1, `findings "${title}"`);
  return found[0] ?? assert.fail();
}

export async function keyOf(title: string): Promise<string> {
  return (await finding(title)).key;
}

export function run(command: string, ...args: readonly unknown[]): Thenable<unknown> {
  return vscode.commands.executeCommand(`gitlabSecurity.${command}`, ...args);
}
