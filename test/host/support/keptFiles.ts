import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const data = process.env['HARNESS_INST'];

/** What a window has in a folder of the workspace's storage; `undefined` where this VS Code keeps that elsewhere. */
export function keptFiles(folder: string): readonly string[] | undefined {
  if (data === undefined) return undefined;
  const storage = join(data, 'server/data/User/workspaceStorage');
  if (!existsSync(storage)) return [];
  return (
    readdirSync(storage, { recursive: true, encoding: 'utf8' })
      // One that is being written has another name until it is whole.
      .filter((file) => file.split(/[\\/]/).at(-2) === folder && !file.endsWith('.part'))
      .map((file) => join(storage, file))
  );
}
