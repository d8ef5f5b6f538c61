import type { Browser } from 'playwright-core';
import { harnessFolder, projectFolder } from '../editor/installed.ts';
import { createInstance } from '../editor/instance.ts';
import { startServer } from '../editor/server.ts';
import { openWorkbench, remoteUri } from '../editor/workbench.ts';
import type { HostWindow, HostWindowOptions } from './hostWindow.ts';

/** A window of the pinned VS Code in a browser, with a server of its own: suites share nothing. */
export async function openServerWindow(browser: Browser, options: HostWindowOptions): Promise<HostWindow> {
  const instance = createInstance();
  instance.writeSettings(options.settings);
  const server = await startServer({ version: options.version, instance, env: options.env, testMode: true });
  const log: string[] = [];
  let onExit: (code: number) => void = () => undefined;
  const ended = new Promise<string>((resolve) => {
    onExit = (code) => {
      resolve(`the window ended with code ${code}\n${log.slice(-15).join('\n')}`);
    };
  });
  const window = await openWorkbench(server, browser, {
    folder: options.folder,
    payload: [
      ['extensionDevelopmentPath', remoteUri(server, projectFolder)],
      ['extensionTestsPath', remoteUri(server, `${harnessFolder}/host-runner.cjs`)],
      ...(options.inspect ? [['inspect-brk-extensions', String(options.inspect)] as const] : []),
    ],
    onLog: (line) => log.push(line),
    onExit: (code) => {
      onExit(code);
    },
  });
  return {
    ended,
    takePicture: async (file) => {
      await window.page.screenshot({ path: file });
    },
    close: async () => {
      await window.close();
      await server.stop();
      instance.dispose();
    },
  };
}
