import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { git } from '../../test/sample/git.ts';
import type { MadeFinding, Placing } from './hostDriver.ts';
import type { MadeFile } from './madeFiles.ts';

/** A repository in which the files were scanned and have changed since. */
export function repositoryOf(folder: string, files: readonly MadeFile[]): Placing {
  const write = (text: (file: MadeFile) => string) => {
    for (const file of files) {
      mkdirSync(dirname(join(folder, file.path)), { recursive: true });
      writeFileSync(join(folder, file.path), text(file));
    }
  };
  write(({ before }) => before);
  git(folder, ['init', '--quiet']);
  git(folder, ['add', '.']);
  const author = ['-c', 'user.name=Dana', '-c', 'user.email=dana@acme.example'];
  git(folder, [...author, 'commit', '--quiet', '--message', 'Scanned']);
  write(({ after }) => after);
  const findings = files.flatMap(({ path, locations }) =>
    locations.map((location, index): MadeFinding => ({ key: `${path} ${index}`, location })),
  );
  return { folder, commit: git(folder, ['rev-parse', 'HEAD']), findings };
}
