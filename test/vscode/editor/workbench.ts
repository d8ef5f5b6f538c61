import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Server } from './server.ts';

/** A window of VS Code: its browser half. */
export interface Workbench {
  readonly context: BrowserContext;
  readonly page: Page;
  close(): Promise<void>;
}

/** What VS Code takes from its address besides the folder, such as `['openFile', 'vscode-remote://…']`. */
export type Payload = readonly (readonly [name: string, value: string])[];

export interface WorkbenchOptions {
  /** A folder, or a .code-workspace file. */
  readonly folder?: string | undefined;
  readonly payload?: Payload;
  readonly viewport?: { readonly width: number; readonly height: number } | undefined;
  readonly colorScheme?: 'light' | 'dark';
  /** Called before the window opens, with what it opens in. */
  readonly prepare?: ((context: BrowserContext) => Promise<void>) | undefined;
  /** What the window and the extension host log, while tests run in the extension host. */
  readonly onLog?: (line: string) => void;
  /** The end of a test run in the extension host. */
  readonly onExit?: (code: number) => void;
}

/** Opens a window in a browser context of its own, without waiting for anything to appear in it. */
export async function openWorkbench(
  server: Server,
  browser: Browser,
  options: WorkbenchOptions,
): Promise<Workbench> {
  const context = await browser.newContext({
    viewport: options.viewport ?? { width: 1280, height: 800 },
    colorScheme: options.colorScheme ?? 'dark',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  await options.prepare?.(context);
  const page = await context.newPage();
  // VS Code calls these two in test mode.
  await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) => {
    options.onLog?.(`${type} ${args.map(String).join(' ')}`);
  });
  await page.exposeFunction('codeAutomationExit', (code: number) => {
    options.onExit?.(code);
  });
  await page.goto(workbenchUrl(server, options), { waitUntil: 'commit' });
  return { context, page, close: () => context.close() };
}

/** The address of a window, for the harness's browser or a person's. */
export function workbenchUrl(
  server: Server,
  { folder, payload = [] }: Pick<WorkbenchOptions, 'folder' | 'payload'>,
): string {
  const url = new URL(`http://${server.authority}/`);
  if (folder) url.searchParams.set(folder.endsWith('.code-workspace') ? 'workspace' : 'folder', folder);
  if (payload.length > 0) url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}

/** How a window names a file of the server. */
export function remoteUri(server: Server, path: string): string {
  return `vscode-remote://${server.authority}${path}`;
}
