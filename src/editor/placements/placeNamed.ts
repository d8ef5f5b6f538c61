import type * as vscode from 'vscode';
import { imageFileRank } from '../../core/placement/images/imageFileRank.ts';
import type { Placement } from '../../core/placement/placement.ts';
import { longestReadHere } from './isLong.ts';
import type { PlacementMemory } from './placementMemory.ts';
import type { PresentFiles } from './presentFiles.ts';
import { nameOf, type FileAtCommit, type RemoteProject, type ScannedTexts } from './scannedTexts.ts';
import type { TextThread } from './textThread.ts';
import type { NamedLocation, NamedQuestions } from './textWork.ts';
import { ThreadTurns } from '../threadTurns.ts';

/** A package or an image that was found at a commit. */
export interface NamedEntry {
  readonly id: string;
  readonly commit: string;
  readonly location: NamedLocation;
  /** The reported file as the commit names it, and where it is now; none for images. */
  readonly file?: { readonly scanPath: string; readonly path: string };
}

export interface NamedPorts {
  readonly root: vscode.Uri;
  readonly present: PresentFiles;
  readonly texts: ScannedTexts;
  readonly remote?: RemoteProject;
  /** Of these files those that are here as the commit has them, letter for letter. */
  readonly unchanged: (commit: string, paths: readonly string[]) => Promise<ReadonlySet<string>>;
  /** All paths that the scanned commit has, under their present names. */
  readonly files: () => Promise<readonly string[]>;
  readonly projectPath: string;
  readonly memory: PlacementMemory;
  readonly thread: TextThread;
}

/** More files than these are not searched for images. */
const mostImageFiles = 300;

/** So many questions are answered within some milliseconds. */
const mostQuestionsHere = 200;

/** Finds the declarations of packages and images, as they are now and as they were when they were scanned. */
export async function placeNamed(
  entries: readonly NamedEntry[],
  ports: NamedPorts,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Placement>> {
  const placements = new Map<string, Placement>();
  for (const group of groupsOf(entries)) {
    const paths = await (group.file ? dependencyFiles(group.file, ports, signal) : imageFiles(ports));
    await ports.present.look(paths, signal);
    const mark = paths.map((path) => `${path} ${ports.present.get(path)?.mark ?? ''}`).join('\n');
    const name = `named ${nameOfGroup(group)}`;
    const ids = group.entries.map(({ id }) => id);
    const known = ports.memory.get(name, mark, ids);
    if (known) {
      for (const [id, placement] of known) placements.set(id, placement);
      continue;
    }
    const texts = await bothTexts(paths, group, ports, signal);
    const found = await placeGroup(group, texts, ports, signal);
    for (const [index, { id, file }] of group.entries.entries())
      placements.set(id, found?.[index] ?? { kind: 'none', ...(file && { path: file.path }) });
    // What could not be compared now may be another time.
    if (!texts.isUnknown)
      ports.memory.set(name, mark, new Map(ids.map((id) => [id, placements.get(id) ?? { kind: 'none' }])));
  }
  return placements;
}

/** The readers of manifests are loaded where there is something to look for in them. */
async function placeGroup(
  { entries }: Group,
  { now, scanned, isUnknown }: BothTexts,
  { thread, projectPath }: NamedPorts,
  signal: AbortSignal,
): Promise<readonly Placement[] | undefined> {
  const texts = [...now.values(), ...scanned.values()];
  const questions: NamedQuestions = {
    now: [...now.keys()],
    scanned: [...scanned.keys()],
    isUnknown,
    projectPath,
    asked: entries.map(({ location, file }) => ({ location, ...(file && { path: file.path }) })),
  };
  const length = texts.reduce((sum, text) => sum + text.length, 0);
  if (length > longestReadHere || entries.length > mostQuestionsHere)
    return thread.run('placeNamed', texts, questions, signal);
  const { textWork } = await import('./textWork.ts');
  await new ThreadTurns(signal).pause();
  return textWork.placeNamed(texts, questions);
}

interface Group {
  readonly commit: string;
  readonly file: NamedEntry['file'];
  readonly entries: NamedEntry[];
}

function groupsOf(entries: readonly NamedEntry[]): Iterable<Group> {
  const groups = new Map<string, Group>();
  for (const entry of entries) {
    const key = nameOfGroup(entry);
    const group = groups.get(key) ?? { commit: entry.commit, file: entry.file, entries: [] };
    group.entries.push(entry);
    groups.set(key, group);
  }
  return groups.values();
}

function nameOfGroup({ commit, file }: NamedEntry | Group): string {
  return nameOf({ commit, path: file?.scanPath ?? '' });
}

/** The files that say something of what was reported in one. */
async function dependencyFiles(
  { path }: NonNullable<Group['file']>,
  { present, memory, thread }: NamedPorts,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { textWork } = await import('./textWork.ts');
  const related = textWork.relatedFiles([], path);
  await present.look([path, ...related], signal);
  // A workspace's lock file names its members, whose manifests are wanted too.
  return memory.filesRelatedTo(path, present.get(path)?.mark ?? '', async () => {
    const text = await present.text(path);
    if (text === undefined) return related;
    if (text.length <= longestReadHere) return textWork.relatedFiles([text], path);
    return (await thread.run('relatedFiles', [text], path, signal)) ?? related;
  });
}

async function imageFiles({ files }: NamedPorts): Promise<readonly string[]> {
  const ranked = (await files()).flatMap((path) => {
    const rank = imageFileRank(path);
    return rank === undefined ? [] : [{ path, rank }];
  });
  return ranked
    .sort((one, other) => one.rank - other.rank)
    .slice(0, mostImageFiles)
    .map(({ path }) => path);
}

/** By present paths. */
interface BothTexts {
  readonly now: ReadonlyMap<string, string>;
  readonly scanned: ReadonlyMap<string, string>;
  /** The scanned ones are not here. */
  readonly isUnknown: boolean;
}

/** The texts of files now and at the commit, by their present paths; those that are as they were scanned are read once. */
async function bothTexts(
  paths: readonly string[],
  { commit, file }: Group,
  { present, texts, root, remote, unchanged }: NamedPorts,
  signal: AbortSignal,
): Promise<BothTexts> {
  const now = new Map<string, string>();
  const scanned = new Map<string, string>();
  const changed: (FileAtCommit & { readonly now: string })[] = [];
  const asScanned = await unchanged(commit, paths);
  for (const path of paths) {
    const text = present.exists(path) ? await present.text(path) : undefined;
    if (text !== undefined) now.set(path, text);
    const scanPath = path === file?.path ? file.scanPath : path;
    if (scanPath !== path || !asScanned.has(path)) changed.push({ commit, path: scanPath, now: path });
    else if (text !== undefined) scanned.set(path, text);
  }
  const read = await texts.readTexts(root, changed, remote, signal);
  for (const each of changed) {
    const text = read.get(nameOf(each));
    if (text !== undefined) scanned.set(each.now, text);
  }
  const isUnknown = file ? !scanned.has(file.path) : changed.length > 0 && scanned.size === 0;
  return { now, scanned, isUnknown };
}
