import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Disposable } from '../../../src/core/base/disposable.ts';
import { atExit } from './atExit.ts';
import { quietSettings, type Settings } from './settings.ts';
import { tell } from '../../gitlab/http/everyServer.ts';
import { issuedTokens } from '../../gitlab/http/tokenWatch.ts';
import { tokenTraces } from './tokenTraces.ts';

/** The files of one running editor: all it reads and writes besides the folder that is open in it. */
export interface Instance extends Disposable {
  readonly folder: string;
  /** The extension host's HOME. */
  readonly home: string;
  /** The extension host's TMPDIR. */
  readonly temporary: string;
  readonly extensions: string;
  readonly serverData: string;
  writeSettings(settings: Settings): void;
  writeKeybindings(keybindings: readonly Keybinding[]): void;
}

export interface Keybinding {
  readonly key: string;
  readonly command: string;
  readonly when?: string;
  readonly args?: unknown;
}

/**
 * In the temporary folder, gone when disposed or when this process ends. Fails where anything of it holds a token.
 * HARNESS_KEEP=1 keeps it for a look at the logs.
 */
export function createInstance(): Instance {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'vscode-')));
  const home = join(folder, 'home');
  const temporary = join(folder, 'temporary');
  const extensions = join(folder, 'extensions');
  const serverData = join(folder, 'server');
  // The server keeps the user's settings, too, so setting them is writing a file.
  const user = join(serverData, 'data/User');
  for (const each of [home, temporary, extensions, user]) mkdirSync(each, { recursive: true });

  const remove = () => {
    if (process.env['HARNESS_KEEP']) console.log(`kept ${folder}`);
    else rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  const exit = atExit(remove);
  const instance: Instance = {
    folder,
    home,
    temporary,
    extensions,
    serverData,
    writeSettings: (settings) => {
      writeFileSync(join(user, 'settings.json'), JSON.stringify({ ...quietSettings, ...settings }, null, 2));
    },
    writeKeybindings: (keybindings) => {
      writeFileSync(join(user, 'keybindings.json'), JSON.stringify(keybindings, null, 2));
    },
    dispose: () => {
      exit.dispose();
      const traces = tracesIn(folder);
      remove();
      if (traces.length === 0) return;
      const what = `A token was left behind in ${traces.join(', ')}.`;
      // Whoever tries once more is not to forget it.
      tell(what);
      throw new Error(what);
    },
  };
  instance.writeSettings({});
  return instance;
}

/** A proxy's password is a setting of VS Code, which also keeps what the settings were. */
function tracesIn(folder: string): readonly string[] {
  const proxies = issuedTokens('proxy');
  const isSetting = (file: string) => /^server\/data\/User\/(settings\.json$|History\/)/.test(file);
  return [
    ...tokenTraces(
      folder,
      issuedTokens().filter((secret) => !proxies.includes(secret)),
    ),
    ...tokenTraces(folder, proxies).filter((file) => !isSetting(file.replaceAll('\\', '/'))),
  ];
}

/** Writes files given by their path in `folder`. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}
