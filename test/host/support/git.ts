import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** As much of the Git extension's API as tests use, which does what the user's commands do. */
interface GitRepository {
  readonly rootUri: vscode.Uri;
  readonly state: { readonly workingTreeChanges: readonly unknown[] };
  checkout(branch: string): Promise<void>;
  commit(message: string, options: { readonly all: boolean }): Promise<void>;
  status(): Promise<void>;
}

interface GitExtension {
  getAPI(version: 1): { readonly repositories: readonly GitRepository[] };
}

/** The only repository, or that in the named folder. */
export async function repository(folder = ''): Promise<GitRepository> {
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  assert.ok(extension);
  const { repositories } = (await extension.activate()).getAPI(1);
  const found = repositories.find(({ rootUri }) => rootUri.path.endsWith(folder));
  return found ?? assert.fail(`no repository ${folder}`);
}
