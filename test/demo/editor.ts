import { join } from 'node:path';
import { installPackages } from '../vscode/editor/extensions.ts';
import { projectFolder } from '../vscode/editor/installed.ts';
import { createInstance } from '../vscode/editor/instance.ts';
import { startServer, type Server } from '../vscode/editor/server.ts';
import { remoteUri, workbenchUrl, type Payload } from '../vscode/editor/workbench.ts';
import type { Settings } from '../vscode/editor/settings.ts';

export const packageFile = join(projectFolder, 'dist/gitlab-security-findings.vsix');

/** The file the demo begins with: the newest one, with findings of every kind. */
export const firstFile = 'services/orders/export.py';

/** In the middle of those with findings. */
export const firstLine = 44;

export const demoSettings: Settings = { 'workbench.colorTheme': 'Default Dark Modern' };

/** A VS Code that runs as a server, and the address of its window. */
export interface Editor {
  readonly server: Server;
  readonly payload: Payload;
  readonly url: string;
  stop(): Promise<void>;
}

export async function startEditor(
  version: string,
  folder: string,
  env: Readonly<Record<string, string>>,
): Promise<Editor> {
  const instance = createInstance();
  instance.writeSettings(demoSettings);
  installPackages(instance, version, [packageFile]);
  const server = await startServer({ version, instance, env });
  const payload: Payload = [
    ['openFile', `${remoteUri(server, join(folder, firstFile))}:${firstLine}:1`],
    ['gotoLineMode', 'true'],
  ];
  return {
    server,
    payload,
    url: workbenchUrl(server, { folder, payload }),
    stop: async () => {
      await server.stop();
      instance.dispose();
    },
  };
}
