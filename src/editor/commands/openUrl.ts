import * as vscode from 'vscode';
import type { Instance } from '../../core/model/project.ts';
import { httpsUrl } from '../../core/view/plainText.ts';
import { notify } from '../notify.ts';

/** Opens a page in the browser: https, or a page of the signed-in instance itself, which may be a loopback one. */
export async function openUrl(url: string, instance?: Instance): Promise<void> {
  const own =
    instance && url.startsWith(`${instance.url}/`) && /^https?:\/\/[^\s]+$/.test(url) ? url : undefined;
  const target = httpsUrl(url) ?? own;
  if (target === undefined) {
    void notify.warning('This link is not opened: only https links are.');
    return;
  }
  await vscode.env.openExternal(vscode.Uri.parse(target));
}
