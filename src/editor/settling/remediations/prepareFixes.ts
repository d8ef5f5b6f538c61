import { stat } from 'node:fs/promises';
import * as vscode from 'vscode';
import { decodeFile } from '../../../core/placement/decodeFile.ts';
import { changedFiles, type ChangedFile } from '../../../core/remediation/changedFiles.ts';
import { decodeDiff } from '../../../core/remediation/decodeDiff.ts';
import { fixedText } from '../../../core/remediation/fixedText.ts';
import { mergePlans } from '../../../core/remediation/mergePlans.ts';
import type { Texts } from '../../../core/remediation/planFile.ts';
import { namedFiles, planRemediation } from '../../../core/remediation/planRemediation.ts';
import { isRefusal, type Refusal } from '../../../core/remediation/refusal.ts';
import { nameOf } from '../../placements/scannedTexts.ts';
import type { SettlingHandlersPorts } from '../settlingHandlers.ts';
import { checkOnDisk } from './checkOnDisk.ts';
import type { Fix } from './loadFixes.ts';
import { presentTexts } from './presentTexts.ts';

/** What fixes come to in the files as they are at this moment. */
export type PreparedFixes =
  | { readonly kind: 'ready'; readonly files: readonly ChangedFile[]; readonly effective: readonly Fix[] }
  /** All of it has been done, or does nothing. */
  | { readonly kind: 'idle'; readonly refusal: Refusal; readonly effective: readonly Fix[] }
  | {
      readonly kind: 'refused';
      readonly fix: Fix;
      readonly refusal: Refusal;
      /** Of a conflict: what is here, and what the fix makes of what was scanned. */
      readonly conflict?: { readonly present: string; readonly fixed: string };
    };

export type PrepareFixesPorts = Pick<SettlingHandlersPorts, 'placements' | 'reader'>;

/** Reads, checks and plans; changes nothing. The whole is refused for the first fix that cannot be done. */
export async function prepareFixes(
  root: string,
  fixes: readonly Fix[],
  ports: PrepareFixesPorts,
): Promise<PreparedFixes> {
  const folder = vscode.Uri.parse(root);
  const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
  const plans: ReturnType<typeof planRemediation>[] = [];
  const present = new Map<string, string | undefined>();
  const now = new Map<string, string>();
  const texts: Texts[] = [];
  for (const fix of fixes) {
    const refuse = (refusal: Refusal) => ({ kind: 'refused', fix, refusal }) as const;
    const diff = decodeDiff(fix.diff);
    if (isRefusal(diff)) return refuse(diff);
    const paths = namedFiles(diff);
    if (isRefusal(paths)) return refuse(paths);
    const unsafe = await checkOnDisk(folder.fsPath, folders, paths);
    if (unsafe) return refuse(unsafe);
    const scanned = await scannedTexts(folder, fix, paths, ports);
    const moved = await movedPaths(fix, paths, scanned, ports);
    const unsafeNow = await checkOnDisk(folder.fsPath, folders, [...moved.values()]);
    if (unsafeNow) return refuse(unsafeNow);
    for (const [path, other] of moved) now.set(path, other);
    const uris = paths.map((path) => [path, vscode.Uri.joinPath(folder, moved.get(path) ?? path)] as const);
    const own = { scanned, present: await presentTexts(new Map(uris)) };
    for (const [path, text] of own.present) present.set(path, text);
    texts.push(own);
    plans.push(planRemediation(diff, own));
  }
  const merged = mergePlans(plans);
  const effective = fixes.filter((_, index) => !isNoChange(plans[index]));
  if ('refusal' in merged) {
    const { index, refusal } = merged;
    const fix = fixes[index];
    if (!fix || refusal.reason === 'noChange' || refusal.reason === 'alreadyApplied')
      return { kind: 'idle', refusal, effective };
    const conflict = conflictOf(fix, refusal, texts[index]);
    return { kind: 'refused', fix, refusal, ...(conflict && { conflict }) };
  }
  const planned = changedFiles(merged, present, (path) => now.get(path) ?? path);
  const files = (await Promise.all(planned.map((file) => withoutDoneMode(folder, file)))).flat();
  return files.length === 0
    ? { kind: 'idle', refusal: { reason: 'alreadyApplied' }, effective }
    : { kind: 'ready', files, effective };
}

/** To the last byte, at the commit that was scanned. */
async function scannedTexts(
  folder: vscode.Uri,
  { targets }: Fix,
  paths: readonly string[],
  { placements, reader }: PrepareFixesPorts,
): Promise<ReadonlyMap<string, string>> {
  const [target] = targets;
  if (!target) return new Map();
  const { snapshot, finding } = target;
  const files = paths.map((path) => ({ commit: finding.pipeline.sha, path }));
  const remote = { gitlab: () => reader(snapshot.instance), path: finding.pipeline.projectPath };
  const found = await placements.texts.bytes(folder, files, remote, new AbortController().signal);
  return new Map(
    files.flatMap((file) => {
      const bytes = found.get(nameOf(file));
      const text = bytes && decodeFile(bytes);
      return text === undefined ? [] : [[file.path, text] as const];
    }),
  );
}

/** Scanned files that are somewhere else now, as findings in them are found again; not where the diff itself is at work. */
async function movedPaths(
  { targets }: Fix,
  paths: readonly string[],
  scanned: ReadonlyMap<string, string>,
  { placements }: PrepareFixesPorts,
): Promise<ReadonlyMap<string, string>> {
  const moved = new Map<string, string>();
  for (const { root, finding } of targets.slice(0, 1))
    for (const path of paths.filter((each) => scanned.has(each))) {
      const entry = await placements.of(root)?.locate(finding, { file: path });
      const now = entry?.uri && entry.scanPath === path ? entry.placement.path : undefined;
      if (now !== undefined && now !== path && !paths.includes(now)) moved.set(path, now);
    }
  return moved;
}

function conflictOf(
  { diff }: Fix,
  refusal: Refusal,
  texts: Texts | undefined,
): { readonly present: string; readonly fixed: string } | undefined {
  if (refusal.reason !== 'conflict' || !texts) return undefined;
  const present = texts.present.get(refusal.path);
  const scanned = texts.scanned.get(refusal.path);
  const decoded = decodeDiff(diff);
  if (present === undefined || scanned === undefined || isRefusal(decoded)) return undefined;
  const fixed = fixedText(decoded, refusal.path, scanned);
  return fixed === undefined ? undefined : { present, fixed };
}

/** A mode that the file has already is no change; Windows has none. */
async function withoutDoneMode(folder: vscode.Uri, file: ChangedFile): Promise<readonly ChangedFile[]> {
  if (file.executable === undefined || !file.before) return [file];
  const { executable, ...others } = file;
  const path = vscode.Uri.joinPath(folder, file.before.path).fsPath;
  const isDone = process.platform === 'win32' || (((await stat(path)).mode & 0o100) !== 0) === executable;
  if (!isDone) return [file];
  const isSame = file.edits.length === 0 && file.before.path === file.after?.path;
  return isSame ? [] : [others];
}

function isNoChange(plan: ReturnType<typeof planRemediation> | undefined): boolean {
  return isRefusal(plan) && plan.reason === 'noChange';
}
