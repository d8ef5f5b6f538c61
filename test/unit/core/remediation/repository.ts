import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after } from 'node:test';
import { namedFiles, planRemediation } from '../../../../src/core/remediation/planRemediation.ts';
import type { Plan } from '../../../../src/core/remediation/plan.ts';
import type { Refusal } from '../../../../src/core/remediation/refusal.ts';
import { withEdits } from '../../../../src/core/remediation/carryOver.ts';

export interface File {
  readonly text: string;
  readonly executable?: boolean;
}

/** A repository's files by path. */
export type Tree = Readonly<Record<string, File>>;

const folders: string[] = [];
after(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'remediation-'));
  folders.push(folder);
  return folder;
}

const settings = ['-c', 'core.autocrlf=false', '-c', 'user.name=a', '-c', 'user.email=a@example.com'];

export function git(cwd: string, ...args: readonly string[]): string {
  return execFileSync('git', [...settings, ...args], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** What git says is the difference of two trees. */
export function gitDiff(before: Tree, after: Tree, ...options: readonly string[]): string {
  const folder = newFolder();
  git(folder, 'init', '-q');
  write(folder, before);
  git(folder, 'add', '-A');
  git(folder, 'commit', '-q', '--allow-empty', '-m', 'before');
  for (const path of Object.keys(before)) rmSync(join(folder, path));
  write(folder, after);
  git(folder, 'add', '-A');
  return git(folder, 'diff', '--cached', 'HEAD', ...options);
}

/** The tree after `git apply`; `undefined` where it refuses. */
export function gitApply(before: Tree, diff: string): Tree | undefined {
  const folder = newFolder();
  write(folder, before);
  const { status } = spawnSync('git', [...settings, 'apply', '-'], {
    cwd: folder,
    input: diff,
    env: { ...process.env, GIT_CEILING_DIRECTORIES: tmpdir() },
  });
  return status === 0 ? read(folder) : undefined;
}

/** What our plan makes of a tree that is as it was scanned, unless a present one is given. */
export function ourApply(scanned: Tree, diff: string, present: Tree = scanned): Tree | Refusal {
  const plan = planFor(scanned, diff, present);
  return 'reason' in plan ? plan : carriedOut(plan, present);
}

export function planFor(scanned: Tree, diff: string, present: Tree = scanned): Plan | Refusal {
  const paths = namedFiles(diff);
  if ('reason' in paths) return paths;
  const textsOf = (tree: Tree) =>
    new Map(Object.entries(tree).flatMap(([path, { text }]) => (paths.includes(path) ? [[path, text]] : [])));
  return planRemediation(diff, { scanned: textsOf(scanned), present: textsOf(present) });
}

/** As an editor carries a plan out: edits, then renames, then what is new, in what order files are named. */
export function carriedOut(plan: Plan, present: Tree): Tree {
  const tree: Record<string, File> = { ...present };
  for (const [path, edits] of plan.edits)
    tree[path] = { ...tree[path], text: withEdits(tree[path]!.text, edits) };
  for (const path of plan.deletions) Reflect.deleteProperty(tree, path);
  for (const { from, to } of plan.renames) {
    tree[to] = tree[from]!;
    Reflect.deleteProperty(tree, from);
  }
  for (const [path, text] of plan.creations) tree[path] = { text };
  for (const [path, executable] of plan.modeChanges) tree[path] = { text: tree[path]!.text, executable };
  return plainTree(tree);
}

/** With the same fields everywhere, in the same order, to be compared. */
export function plainTree(tree: Tree): Tree {
  const entries = Object.entries(tree).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    entries.map(([path, { text, executable = false }]) => [path, { text, executable }]),
  );
}

export function write(folder: string, tree: Tree): void {
  for (const [path, { text, executable }] of Object.entries(tree)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    chmodSync(file, executable ? 0o755 : 0o644);
  }
}

function read(folder: string): Tree {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return plainTree(
    Object.fromEntries(
      entries.map((entry) => {
        const file = join(entry.parentPath, entry.name);
        const executable = (statSync(file).mode & 0o100) !== 0;
        return [file.slice(folder.length + 1), { text: readFileSync(file, 'utf8'), executable }];
      }),
    ),
  );
}
