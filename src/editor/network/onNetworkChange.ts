import * as vscode from 'vscode';
import { section } from '../settings.ts';

const own = ['certificateAuthorities', 'clientCertificates'].map((name) => `${section}.${name}`);

/** Calls back when a setting changes that may let a request through which failed before. */
export function onNetworkChange(callback: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (['http', ...own].some((name) => event.affectsConfiguration(name))) callback();
  });
}
