import * as vscode from 'vscode';
import type { Disposable } from '../../core/base/disposable.ts';

/** As much of the built-in Git extension's API (version 1) as is used here. */
export interface GitApi {
  readonly state: 'uninitialized' | 'initialized';
  readonly git: { readonly path: string };
  readonly repositories: readonly GitRepository[];
  readonly onDidChangeState: vscode.Event<'uninitialized' | 'initialized'>;
  readonly onDidOpenRepository: vscode.Event<GitRepository>;
  readonly onDidCloseRepository: vscode.Event<GitRepository>;
}

export interface GitRepository {
  readonly rootUri: vscode.Uri;
  readonly state: {
    readonly HEAD:
      | {
          readonly name?: string;
          readonly commit?: string;
          readonly upstream?: { readonly remote: string; readonly name: string };
        }
      | undefined;
    readonly remotes: readonly {
      readonly name: string;
      readonly fetchUrl?: string;
      readonly pushUrl?: string;
    }[];
    readonly onDidChange: vscode.Event<void>;
  };
  getConfigs(): Promise<{ key: string; value: string }[]>;
}

interface GitExtension {
  readonly enabled: boolean;
  readonly onDidChangeEnablement: vscode.Event<boolean>;
  getAPI(version: 1): GitApi;
}

/**
 * Follows the Git extension through being enabled and disabled.
 *
 * @param onApi told of the API once it is initialised, and of `undefined` when Git is switched off or missing
 */
export function followGit(onApi: (api: GitApi | undefined) => void): Disposable {
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  if (extension) return followExtension(extension, onApi);
  onApi(undefined);
  // VS Code runs no Git in a folder before it is trusted.
  let followed: Disposable | undefined;
  const waiting = vscode.extensions.onDidChange(() => {
    const late = vscode.extensions.getExtension<GitExtension>('vscode.git');
    if (!late) return;
    waiting.dispose();
    followed = followExtension(late, onApi);
  });
  return {
    dispose: () => {
      waiting.dispose();
      followed?.dispose();
    },
  };
}

function followExtension(
  extension: vscode.Extension<GitExtension>,
  onApi: (api: GitApi | undefined) => void,
): Disposable {
  const disposables: Disposable[] = [];
  const offer = (exports: GitExtension) => {
    if (!exports.enabled) {
      onApi(undefined);
      return;
    }
    const api = exports.getAPI(1);
    if (api.state === 'initialized') {
      onApi(api);
      return;
    }
    const waiting = api.onDidChangeState((state) => {
      if (state !== 'initialized') return;
      waiting.dispose();
      onApi(api);
    });
    disposables.push(waiting);
  };
  void Promise.resolve(extension.activate()).then(
    (exports) => {
      disposables.push(exports.onDidChangeEnablement(() => offer(exports)));
      offer(exports);
    },
    () => onApi(undefined),
  );
  return {
    dispose: () => {
      for (const disposable of disposables) disposable.dispose();
    },
  };
}
