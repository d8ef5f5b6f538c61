import type { ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { neutralEnvironment } from './environment.ts';
import { harnessFolder, installedVSCode } from './installed.ts';
import type { Instance } from './instance.ts';
import { startProcessGroup } from './processGroup.ts';
import { withSystemAuthority, type Command } from './systemStore.ts';

/** A running VS Code server: the half of VS Code that has the files, the extension host and git. */
export interface Server {
  readonly version: string;
  /** `127.0.0.1:PORT` */
  readonly authority: string;
  readonly instance: Instance;
  stop(): Promise<void>;
}

export interface ServerOptions {
  readonly version: string;
  readonly instance: Instance;
  /** For the extension host, besides this process's own. */
  readonly env?: Readonly<Record<string, string>>;
  /** A certificate in PEM that the server sees among the system's authorities. */
  readonly systemAuthority?: string | undefined;
  /** Whether folders have to be trusted first, as users have it. */
  readonly workspaceTrust?: boolean;
  /**
   * Lets a window load an extension under development and its tests. The price: no notifications appear, and dialogs are
   * refused while tests run. So it is off when the window itself is tested.
   */
  readonly testMode?: boolean;
}

/** Starts a server on a free port; resolves as soon as it accepts connections (about 0.2 s). */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { version, instance, systemAuthority } = options;
  const { folder, node } = installedVSCode(version);
  const plain: Command = [node, ...serverArguments(options)];
  const [program, ...args] = systemAuthority
    ? withSystemAuthority(plain, systemAuthority, join(instance.folder, 'certificates'))
    : plain;
  const server = startProcessGroup(program, args, {
    cwd: folder,
    env: serverEnvironment(options),
  });
  try {
    const port = await listeningPort(server.leader, join(instance.folder, 'server.log'));
    return { version, instance, authority: `127.0.0.1:${port}`, stop: () => server.end() };
  } catch (error) {
    await server.end();
    throw error;
  }
}

function serverArguments({ instance, workspaceTrust, testMode }: ServerOptions): string[] {
  return [
    '--import',
    join(harnessFolder, 'editor/parentWatch.mjs'),
    'out/server-main.js',
    ...['--host', '127.0.0.1', '--port', '0', '--without-connection-token', '--accept-server-license-terms'],
    ...['--telemetry-level', 'off', '--log', process.env['HARNESS_LOG'] ?? 'warn'],
    ...['--server-data-dir', instance.serverData, '--extensions-dir', instance.extensions],
    ...(workspaceTrust ? [] : ['--disable-workspace-trust']),
    ...(testMode ? ['--enable-smoke-test-driver'] : []),
  ];
}

function serverEnvironment({ instance, env }: ServerOptions): NodeJS.ProcessEnv {
  return {
    ...neutralEnvironment(),
    EXTENSIONS_GALLERY: '{}', // no marketplace
    GIT_CONFIG_NOSYSTEM: '1',
    HOME: instance.home,
    TMPDIR: instance.temporary,
    XDG_RUNTIME_DIR: instance.folder,
    HARNESS_INST: instance.folder,
    ...env,
  };
}

/** Waits for the line in which the server names its port. */
function listeningPort(server: ChildProcess, logFile: string): Promise<string> {
  const log = createWriteStream(logFile);
  log.on('error', () => undefined); // the instance may be removed while the last lines arrive
  let printed = '';
  return new Promise((resolve, reject) => {
    const fail = (what: string) => {
      clearTimeout(timer);
      reject(new Error(`VS Code's server ${what}\n${printed.slice(-3000)}`));
    };
    const timer = setTimeout(fail, 30_000, 'was not ready after 30 s');
    const read = (chunk: Buffer) => {
      log.write(chunk);
      printed = (printed + chunk.toString()).slice(-20_000);
      const port = /Extension host agent listening on (\d+)/.exec(printed)?.[1];
      if (port === undefined) return;
      clearTimeout(timer);
      resolve(port);
    };
    server.stdout?.on('data', read);
    server.stderr?.on('data', read);
    server.once('error', (error) => {
      fail(`could not be started: ${error.message}`);
    });
    server.once('exit', (code, signal) => {
      fail(`ended (${code ?? signal})`);
    });
  });
}
