import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { chromiumFolder } from './installed.ts';

/** The installed Chromium, or the one CHROME_PATH names. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = process.env['CHROME_PATH'] ?? join(chromiumFolder, 'chromium');
  if (!existsSync(executablePath)) throw new Error('There is no Chromium yet; run `npm run vscode:install`.');
  return chromium.launch({
    executablePath,
    env: browserEnvironment(executablePath),
    // Ctrl+C ends the tests, and they end the browser.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-extensions',
      '--disable-component-update',
      '--no-first-run',
      '--mute-audio',
      '--hide-scrollbars',
      // Everything but this machine is unreachable, and known to be so at once.
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE 127.0.0.2, EXCLUDE localhost',
    ],
  });
}

/** Uses the system libraries of the Chromium package where the system lacks them. */
function browserEnvironment(executablePath: string): Record<string, string> {
  const own = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const environment = Object.fromEntries(own);
  const libraries = join(chromiumFolder, 'al2023/lib');
  if (process.env['HARNESS_OWN_LIBS'] || lacksLibraries(executablePath)) {
    const others = environment['LD_LIBRARY_PATH'];
    environment['LD_LIBRARY_PATH'] = others ? `${libraries}:${others}` : libraries;
  }
  return environment;
}

function lacksLibraries(executablePath: string): boolean {
  try {
    return execFileSync('ldd', [executablePath], { encoding: 'utf8' }).includes('not found');
  } catch {
    return true; // no ldd to ask
  }
}
