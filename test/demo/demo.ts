import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { createSample, type Sample } from '../sample/createSample.ts';
import { isPinnedPlatform } from '../vscode/editor/installed.ts';
import { commandHelp, runCommand } from './commands.ts';
import { startDesktop } from './desktop.ts';
import { packageFile, startEditor } from './editor.ts';
import { openBrowser } from './openBrowser.ts';
import { readOptions, usage, type DemoOptions } from './options.ts';
import { takePicture } from './takePicture.ts';
import { whatToTry } from './whatToTry.ts';

const options = readCommandLine();
if (!existsSync(packageFile)) throw new Error('There is no package yet: npm run package');
const sample = await createSample({
  gitlab: { tier: options.tier, version: options.version, subPath: options.subPath },
  running: options.running,
  child: options.child,
  broken: options.broken,
  unpushed: true,
});
const editor = await show(sample, options);
if (options.picture === undefined) await untilQuit(sample);
await editor.stop();
await sample.dispose();

function readCommandLine(): DemoOptions {
  try {
    const read = readOptions(process.argv.slice(2));
    if (read) return read;
    console.log(usage);
    process.exit(0);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    process.exit(2);
  }
}

async function show(
  { folder, env, gitlab, mergeRequest }: Sample,
  { vscode, picture, open }: DemoOptions,
): Promise<{ stop(): Promise<void> }> {
  const { version, tier } = gitlab.settings;
  console.log(`GitLab ${version} (${tier}) is at ${gitlab.url}, merge request !${mergeRequest.iid}.`);
  if (!isPinnedPlatform) {
    if (picture !== undefined) throw new Error('Pictures are taken on linux-x64 only.');
    const desktop = await startDesktop(vscode, folder, env);
    console.log(`VS Code ${vscode} is opening ${folder}.\n\n${whatToTry}`);
    return desktop;
  }
  const started = await startEditor(vscode, folder, env);
  if (picture !== undefined) {
    await takePicture(started, folder, picture).finally(() => {
      console.log(`The picture is in ${picture}.`);
    });
    return started;
  }
  console.log(`VS Code ${vscode} with the extension is at\n\n  ${started.url}\n\n${whatToTry}`);
  if (open) openBrowser(started.url);
  return started;
}

/** Reads what is typed. Ctrl+C ends the process, and everything is removed then, too. */
async function untilQuit(sample: Sample): Promise<void> {
  console.log(`\nType here to see how the editor follows:\n\n${commandHelp}\n`);
  const lines = createInterface({ input: process.stdin });
  for await (const line of lines) {
    if (['quit', 'exit', 'q'].includes(line.trim())) return;
    const answer = runCommand(sample, line);
    if (answer !== '') console.log(answer);
  }
  // Nothing is typed where there is no terminal; the demo runs on all the same.
  await new Promise(() => setInterval(() => undefined, 60_000));
}
