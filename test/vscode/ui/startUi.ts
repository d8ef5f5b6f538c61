import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../editor/browser.ts';
import { installPackages, placeExtension } from '../editor/extensions.ts';
import { harnessFolder, newestVersion } from '../editor/installed.ts';
import { createInstance, writeFiles, type Instance, type Keybinding } from '../editor/instance.ts';
import { startServer } from '../editor/server.ts';
import type { ColorTheme, Settings } from '../editor/settings.ts';
import { openWorkbench, type Payload } from '../editor/workbench.ts';
import { desktopSecrets } from './desktopSecrets.ts';
import { HostBridge } from './hostBridge.ts';
import { Ui } from './ui.ts';

export interface UiOptions {
  /** Of VS Code; one of the pinned ones. */
  readonly version?: string;
  /** Pictures go to test-results/ui/VERSION, or to this folder in it. */
  readonly name?: string;
  /** The folder or .code-workspace file to open; an empty folder unless given. */
  readonly folder?: string;
  /** Written into the folder first, by path. */
  readonly files?: Readonly<Record<string, string>>;
  /** Written into the extension host's HOME, by path: `.gitconfig`, say. */
  readonly homeFiles?: Readonly<Record<string, string>>;
  /** Packaged extensions (.vsix) to install. */
  readonly packages?: readonly string[];
  /** Unpacked extensions to use where they lie. */
  readonly extensions?: readonly string[];
  readonly settings?: Settings;
  readonly keybindings?: readonly Keybinding[];
  readonly colorTheme?: ColorTheme;
  /** For the extension host. */
  readonly env?: Readonly<Record<string, string>>;
  /** Whether folders have to be trusted first. */
  readonly workspaceTrust?: boolean;
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly payload?: Payload;
  /** Whether secrets outlive a reload and are shared with windows beside this one, as on a desktop. */
  readonly desktopSecrets?: boolean;
  /** One that is shared and outlives this window. */
  readonly browser?: Browser;
}

/**
 * Opens a window as users have it: extensions are installed, notifications and dialogs appear. Besides them there is the
 * bridge extension, through which `ui.host` runs functions in the extension host.
 */
export async function startUi(options: UiOptions): Promise<Ui> {
  const { version = newestVersion } = options;
  const instance = createInstance();
  prepare(instance, version, options);
  const folder = options.folder ?? join(instance.folder, 'workspace');
  if (options.folder === undefined) mkdirSync(folder);
  writeFiles(folder, options.files ?? {});

  const bridge = await HostBridge.listen(instance);
  const [browser, server] = await Promise.all([
    options.browser ?? launchBrowser(),
    startServer({
      version,
      instance,
      env: options.env ?? {},
      workspaceTrust: options.workspaceTrust ?? false,
    }),
  ]);
  const window = await openWorkbench(server, browser, {
    folder,
    payload: options.payload ?? [],
    viewport: options.viewport,
    prepare: options.desktopSecrets ? (context) => desktopSecrets(context, server) : undefined,
    colorScheme: options.colorTheme?.includes('Light') ? 'light' : 'dark',
  });
  const ui = new Ui({
    page: window.page,
    name: join(version, options.name ?? ''),
    folder,
    server,
    bridge,
    stop: async () => {
      await window.close();
      if (!options.browser) await browser.close();
      await server.stop();
      bridge.dispose();
      instance.dispose();
    },
  });
  const shown = window.page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
  await shown.catch(async () => {
    await ui.steps.run('the window opens', () => shown); // for the picture
    await ui.stop();
  });
  await shown;
  return ui;
}

/** Writes what VS Code reads when it starts. */
function prepare(instance: Instance, version: string, options: UiOptions): void {
  const { colorTheme, workspaceTrust, settings, keybindings } = options;
  instance.writeSettings({
    'security.workspace.trust.enabled': workspaceTrust ?? false,
    ...(colorTheme ? { 'workbench.colorTheme': colorTheme } : {}),
    ...settings,
  });
  if (keybindings) instance.writeKeybindings(keybindings);
  writeFiles(instance.home, options.homeFiles ?? {});
  if (options.packages) installPackages(instance, version, options.packages);
  placeExtension(instance, join(harnessFolder, 'bridge'));
  for (const extension of options.extensions ?? []) placeExtension(instance, extension, 'link');
}
