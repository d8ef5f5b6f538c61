import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath } from '@vscode/test-electron';
import { neutralEnvironment } from '../vscode/editor/environment.ts';
import { createInstance } from '../vscode/editor/instance.ts';
import { startProcessGroup } from '../vscode/editor/processGroup.ts';
import { demoSettings, firstFile, firstLine, packageFile } from './editor.ts';

/** Desktop VS Code, where no server is pinned for this platform. HARNESS_DESKTOP names one, else it is downloaded. */
export async function startDesktop(
  version: string,
  folder: string,
  env: Readonly<Record<string, string>>,
): Promise<{ stop(): Promise<void> }> {
  const executable = process.env['HARNESS_DESKTOP'] ?? (await downloadAndUnzipVSCode({ version }));
  const instance = createInstance();
  instance.writeSettings(demoSettings);
  const where = [
    `--user-data-dir=${join(instance.serverData, 'data')}`,
    `--extensions-dir=${instance.extensions}`,
  ];
  const [cli = executable, ...cliArgs] = resolveCliArgsFromVSCodeExecutablePath(executable, {
    reuseMachineInstall: true,
  });
  execFileSync(cli, [...cliArgs, '--install-extension', packageFile, '--force', ...where], {
    stdio: 'pipe',
    shell: process.platform === 'win32',
  });
  const vscode = startProcessGroup(
    executable,
    [
      ...[folder, '--goto', `${join(folder, firstFile)}:${firstLine}`],
      ...[
        ...where,
        '--disable-workspace-trust',
        '--disable-updates',
        '--skip-welcome',
        '--skip-release-notes',
      ],
      ...(process.platform === 'linux' ? ['--no-sandbox', '--password-store=basic'] : []),
    ],
    { env: { ...neutralEnvironment(), ...env } },
  );
  return {
    stop: async () => {
      await vscode.end();
      instance.dispose();
    },
  };
}
