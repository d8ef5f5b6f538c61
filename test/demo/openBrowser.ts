import { spawn } from 'node:child_process';

/** Opens an address in the system's browser, where there is one; the address has been printed, too. */
export function openBrowser(url: string): void {
  const [command, ...args] = commandFor(url);
  if (command === undefined) return;
  const browser = spawn(command, args, { stdio: 'ignore', detached: true });
  browser.on('error', () => undefined);
  browser.unref();
}

function commandFor(url: string): readonly string[] {
  switch (process.platform) {
    case 'darwin':
      return ['open', url];
    case 'win32':
      return ['cmd', '/c', 'start', '""', url.replaceAll('&', '^&')];
    default:
      return process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'] ? ['xdg-open', url] : [];
  }
}
