import type { Browser } from 'playwright-core';
import { tell } from '../../gitlab/http/everyServer.ts';
import { holdsToken, issuedTokens } from '../../gitlab/http/tokenWatch.ts';
import { harnessFolder, projectFolder } from '../editor/installed.ts';
import { createInstance } from '../editor/instance.ts';
import { startServer } from '../editor/server.ts';
import { openWorkbench, remoteUri } from '../editor/workbench.ts';
import type { HostWindow, HostWindowOptions } from './hostWindow.ts';

/** A window of the pinned VS Code in a browser, with a server of its own: suites share nothing. */
export async function openServerWindow(browser: Browser, options: HostWindowOptions): Promise<HostWindow> {
  const instance = createInstance();
  const { version, env, systemAuthority, isUntrusted = false } = options;
  instance.writeSettings({
    ...options.settings,
    'security.workspace.trust.enabled': isUntrusted,
    'security.workspace.trust.startupPrompt': 'never',
  });
  const server = await startServer({
    version,
    instance,
    env,
    systemAuthority,
    workspaceTrust: isUntrusted,
    testMode: true,
  });
  const log: string[] = [];
  const { promise: ended, end } = ending(log);
  const window = await openWorkbench(server, browser, {
    folder: options.folder,
    payload: [
      ['extensionDevelopmentPath', remoteUri(server, projectFolder)],
      ['extensionTestsPath', remoteUri(server, `${harnessFolder}/host-runner.cjs`)],
      // Everything that the extension logs is looked through for tokens when the window has gone.
      ['logLevel', 'warn,gitlab-security-findings.gitlab-security-findings=trace'],
      ...(options.inspect ? [['inspect-brk-extensions', String(options.inspect)] as const] : []),
    ],
    onLog: (line) => log.push(line),
    onExit: end,
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
      if (issuedTokens().some((secret) => log.some((line) => holdsToken(line, secret))))
        tell("a token in the console of a window's page");
    },
  };
}

/** Tells the end of a window together with what it logged last. */
function ending(log: readonly string[]) {
  let end: (code: number) => void = () => undefined;
  const promise = new Promise<string>((resolve) => {
    end = (code) => {
      resolve(`the window ended with code ${code}\n${log.slice(-15).join('\n')}`);
    };
  });
  return { promise, end };
}
