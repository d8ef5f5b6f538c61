import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { readGlabConfig, type GlabSignIn } from '../../core/signIn/readGlabConfig.ts';
import type { Environment } from './environmentSource.ts';

/** The sign-ins of glab that its configuration holds; none where there is no glab, or where it keeps tokens in a keyring. */
export async function glabSignIns(environment: Environment): Promise<readonly GlabSignIn[]> {
  for (const folder of foldersOf(environment)) {
    try {
      return readGlabConfig(await readFile(join(folder, 'config.yml'), 'utf8'));
    } catch {
      // Not there, or not ours to read: the next place.
    }
  }
  return [];
}

/** Where glab looks, in its order (https://docs.gitlab.com/cli/configuration/, and `glab config path`). */
function foldersOf({
  GLAB_CONFIG_DIR: own,
  XDG_CONFIG_HOME: xdg,
  HOME,
  LOCALAPPDATA,
}: Environment): readonly string[] {
  if (own) return [own];
  const home = HOME ?? homedir();
  return [
    join(home, '.config', 'glab-cli'),
    ...(xdg ? [join(xdg, 'glab-cli')] : []),
    ...(process.platform === 'darwin' ? [join(home, 'Library', 'Application Support', 'glab-cli')] : []),
    ...(LOCALAPPDATA ? [join(LOCALAPPDATA, 'glab-cli')] : []),
  ];
}
