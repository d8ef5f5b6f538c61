import { parseArgs } from 'node:util';
import type { Tier } from '../gitlab/settings.ts';
import { isPinnedPlatform, newestVersion, pinnedVersions } from '../vscode/editor/installed.ts';

export interface DemoOptions {
  readonly tier: Tier;
  /** GitLab's. */
  readonly version: string;
  readonly subPath: string;
  readonly vscode: string;
  readonly running: boolean;
  readonly child: boolean;
  readonly broken: boolean;
  readonly open: boolean;
  /** Takes a picture of the window instead of waiting for a person to look at it. */
  readonly picture: string | undefined;
}

export const usage = `npm run demo -- [options]

Starts a small GitLab with a merge request that has some forty security findings, and VS Code in your browser
with this extension installed and signed in. Everything is on this machine, and gone when the demo ends.

  --tier ultimate|free|ce   GitLab's tier (ultimate); below it findings come from report artifacts
  --version 19.4.0          GitLab's version; before 19.4 some reports cannot be downloaded
  --sub-path /gitlab        where GitLab lives below its host
  --running                 a newer pipeline is under way; end it with "finish"
  --child                   a child pipeline scans the infrastructure
  --broken                  one job's report ends in the middle
  --vscode ${newestVersion.padEnd(16)} VS Code's version, one of those that are pinned
  --no-open                 do not open the browser
  --picture FILE            take a picture of the window and stop
  --help                    this text
`;

/** Reads the command line; undefined where help is asked for. Throws on what it does not know. */
export function readOptions(args: readonly string[]): DemoOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      tier: { type: 'string', default: 'ultimate' },
      version: { type: 'string', default: '19.4.0' },
      'sub-path': { type: 'string', default: '' },
      vscode: { type: 'string', default: newestVersion },
      running: { type: 'boolean', default: false },
      child: { type: 'boolean', default: false },
      broken: { type: 'boolean', default: false },
      'no-open': { type: 'boolean', default: false },
      picture: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return undefined;
  const { tier, version, 'sub-path': subPath, vscode, running, child, broken, picture } = values;
  if (!isTier(tier)) throw new Error(`--tier is ultimate, free or ce, not ${tier}`);
  if (!/^\d+\.\d+(\.\d+)?$/.test(version)) throw new Error(`--version is like 18.8.2, not ${version}`);
  if (isPinnedPlatform && !pinnedVersions.includes(vscode)) {
    throw new Error(`--vscode is ${pinnedVersions.join(' or ')}, not ${vscode}`);
  }
  if (!/^(\/[\w-]+)*$/.test(subPath)) throw new Error(`--sub-path is like /gitlab, not ${subPath}`);
  const open = !values['no-open'] && picture === undefined;
  return { tier, version, subPath, vscode, running, child, broken, open, picture };
}

function isTier(text: string): text is Tier {
  return ['ultimate', 'free', 'ce'].includes(text);
}
