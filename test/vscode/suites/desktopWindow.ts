import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { join } from 'node:path';
import { neutralEnvironment } from '../editor/environment.ts';
import { harnessFolder, projectFolder } from '../editor/installed.ts';
import { createInstance } from '../editor/instance.ts';
import { startProcessGroup } from '../editor/processGroup.ts';
import type { HostWindow, HostWindowOptions } from './hostWindow.ts';

/**
 * A window of desktop VS Code, for platforms nothing is pinned for; the download is VS Code's own. HARNESS_DESKTOP names
 * an executable to use instead.
 */
export async function openDesktopWindow(options: HostWindowOptions): Promise<HostWindow> {
  const executable =
    process.env['HARNESS_DESKTOP'] ?? (await downloadAndUnzipVSCode({ version: options.version }));
  const instance = createInstance();
  instance.writeSettings(options.settings);
  const vscode = startProcessGroup(
    executable,
    [
      options.folder,
      `--extensionDevelopmentPath=${projectFolder}`,
      `--extensionTestsPath=${join(harnessFolder, 'host-runner.cjs')}`,
      `--user-data-dir=${join(instance.serverData, 'data')}`,
      `--extensions-dir=${instance.extensions}`,
      ...(options.inspect ? [`--inspect-brk-extensions=${options.inspect}`] : []),
      // What @vscode/test-electron starts VS Code with; it cannot end it again, hence not its runTests.
      ...[
        '--no-sandbox',
        '--disable-gpu-sandbox',
        '--disable-updates',
        '--skip-welcome',
        '--skip-release-notes',
      ],
      ...['--disable-workspace-trust', '--password-store=basic'],
    ],
    { env: { ...neutralEnvironment(), GIT_CONFIG_NOSYSTEM: '1', ...options.env } },
  );
  let printed = '';
  const read = (chunk: Buffer) => (printed = (printed + chunk.toString()).slice(-3000));
  vscode.leader.stdout?.on('data', read);
  vscode.leader.stderr?.on('data', read);
  return {
    ended: new Promise((resolve) => {
      vscode.leader.once('error', (error) => resolve(`VS Code could not be started: ${error.message}`));
      vscode.leader.once('exit', (code, signal) => resolve(`VS Code ended (${code ?? signal})\n${printed}`));
    }),
    takePicture: () => Promise.reject(new Error('desktop windows are not pictured')),
    close: async () => {
      await vscode.end();
      instance.dispose();
    },
  };
}
