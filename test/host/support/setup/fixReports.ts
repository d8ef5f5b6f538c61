import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { files, fixed, plain } from './fixCode.ts';
import { sastReport, vulnerability } from '../../../support/reportFixture.ts';

interface Change {
  readonly write?: Readonly<Record<string, string>>;
  readonly remove?: readonly string[];
  readonly executable?: string;
}

/** What `git diff` says of a change, in base64 as reports have it; the clone is left as it was. */
function diffOf(clone: string, { write = {}, remove = [], executable }: Change): string {
  const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: clone, encoding: 'utf8' });
  for (const path of remove) rmSync(join(clone, path));
  for (const [path, text] of Object.entries(write)) {
    mkdirSync(dirname(join(clone, path)), { recursive: true });
    writeFileSync(join(clone, path), text);
  }
  if (executable !== undefined) chmodSync(join(clone, executable), 0o755);
  git('add', '--all');
  const diff = git('diff', '--cached', '-M', 'HEAD');
  git('reset', '--quiet', '--hard');
  return Buffer.from(diff).toString('base64');
}

/** Nothing but its path speaks against it. */
const creation = (path: string) =>
  Buffer.from(`--- /dev/null\n+++ b/${path}\n@@ -0,0 +1 @@\n+made\n`).toString('base64');

/** Reports with a remediation for each finding, made in a clone of what was scanned. */
export function fixReports(clone: string): (without?: readonly string[]) => unknown {
  const edit = (path: string, change: (text: string) => string) => ({
    write: { [path]: change(files[path] ?? '') },
  });
  const changes: readonly (readonly [titles: readonly string[], file: string, diff: string])[] = [
    ...plain.map(
      (name) =>
        [
          name === 'several' ? ['Several one', 'Several two'] : [`Flaw ${name}`],
          `src/${name}.py`,
          diffOf(clone, { write: { [`src/${name}.py`]: fixed(name) } }),
        ] as const,
    ),
    [['Flaw crlf'], 'src/crlf.py', diffOf(clone, { write: { 'src/crlf.py': fixed('crlf', '\r\n') } })],
    ...[2, 6, 10].map(
      (line) =>
        [
          [`All ${line}`],
          'src/all.py',
          diffOf(
            clone,
            edit('src/all.py', (text) => withLine(text, line, `fixed_${line}()`)),
          ),
        ] as const,
    ),
    ...['one', 'two'].map(
      (way) =>
        [
          [`Clash ${way}`],
          'src/clash.py',
          diffOf(
            clone,
            edit('src/clash.py', (text) => withLine(text, 6, `fixed_${way}()`)),
          ),
        ] as const,
    ),
    [
      ['Flaw multi'],
      'src/multi.py',
      diffOf(clone, {
        write: {
          'src/multi.py': fixed('multi'),
          'src/new/made.py': 'made()\n',
          'src/new_name.py': fixed('old_name'),
        },
        remove: ['src/gone.py', 'src/old_name.py'],
        executable: 'run.sh',
      }),
    ],
    [['Flaw two'], 'two/a.py', diffOf(clone, { write: { 'two/a.py': fixed('a'), 'two/b.py': fixed('b') } })],
    [['Through a link'], 'src/keep.py', creation('linked/made.txt')],
    [['Into git'], 'src/keep.py', creation('.git/hooks/post-checkout')],
    [['Out of it'], 'src/keep.py', creation('../outside/made.txt')],
  ];
  return (without = []) => {
    const report = sastReport(
      ...changes.flatMap(([titles, file]) =>
        titles.map((name) =>
          vulnerability({
            id: name,
            name,
            location: { file, start_line: 6 },
            identifiers: [{ type: 'shop', name, value: name }],
          }),
        ),
      ),
    );
    const vulnerabilities = report['vulnerabilities'] as readonly { readonly name: string }[];
    return {
      ...report,
      vulnerabilities: vulnerabilities.filter(({ name }) => !without.includes(name)),
      remediations: changes.map(([titles, , diff]) => ({
        fixes: titles.map((id) => ({ id })),
        summary: `Fix ${titles.join()}`,
        diff,
      })),
    };
  };
}

function withLine(text: string, line: number, by: string): string {
  return text
    .split('\n')
    .with(line - 1, by)
    .join('\n');
}
