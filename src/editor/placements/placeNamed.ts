import type * as vscode from 'vscode';
import type { Location } from '../../core/model/location.ts';
import { dependencyLocator, relatedFiles } from '../../core/placement/dependencies/locateDependency.ts';
import { imageFileRank } from '../../core/placement/images/imageFileRank.ts';
import { locateImage } from '../../core/placement/images/locateImage.ts';
import type { Placement } from '../../core/placement/placement.ts';
import { placeByName, type NamedPlace } from '../../core/placement/placeByName.ts';
import type { PlacementMemory } from './placementMemory.ts';
import type { PresentFiles } from './presentFiles.ts';
import { nameOf, type FileAtCommit, type RemoteProject, type ScannedTexts } from './scannedTexts.ts';
import { Turns } from './turns.ts';

/** A package or an image that was found at a commit. */
export interface NamedEntry {
  readonly id: string;
  readonly commit: string;
  readonly location: Extract<Location, { readonly kind: 'dependency' | 'image' }>;
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
}

/** Files larger than these, or more of them, are not searched for images. */
const longestImageFile = 256 * 1024;
const mostImageFiles = 300;

/** Finds the declarations of packages and images, as they are now and as they were when they were scanned. */
export async function placeNamed(
  entries: readonly NamedEntry[],
  ports: NamedPorts,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Placement>> {
  const placements = new Map<string, Placement>();
  const turns = new Turns(signal);
  for (const group of groupsOf(entries)) {
    const search = group.file ? await dependencySearch(group, ports, signal) : await imageSearch(ports);
    await ports.present.look(search.paths, signal);
    const mark = search.paths.map((path) => `${path} ${ports.present.get(path)?.mark ?? ''}`).join('\n');
    const name = `named ${nameOfGroup(group)}`;
    const ids = group.entries.map(({ id }) => id);
    const known = ports.memory.get(name, mark, ids);
    if (known) {
      for (const [id, placement] of known) placements.set(id, placement);
      continue;
    }
    const texts = await bothTexts(search.paths, group, ports, signal);
    const [findNow, findScanned] = [search.finder(texts.now), search.finder(texts.scanned)];
    for (const { id, location, file } of group.entries) {
      await turns.next();
      const now = findNow(location, file?.path);
      const scanned = texts.isUnknown ? 'unknown' : findScanned(location, file?.path);
      placements.set(id, placeByName({ now, scanned, ...(file && { path: file.path }) }));
    }
    // What could not be compared now may be another time.
    if (!texts.isUnknown)
      ports.memory.set(name, mark, new Map(ids.map((id) => [id, placements.get(id) ?? { kind: 'none' }])));
  }
  return placements;
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

type Texts = ReadonlyMap<string, string>;
type Find = (location: NamedEntry['location'], path: string | undefined) => NamedPlace | undefined;

interface Search {
  readonly paths: readonly string[];
  readonly finder: (texts: Texts) => Find;
}

async function dependencySearch(
  { file }: Group,
  { present }: NamedPorts,
  signal: AbortSignal,
): Promise<Search> {
  const path = file?.path ?? '';
  // A workspace's lock file names its members, whose manifests are wanted too.
  await present.look(relatedFiles(path), signal);
  const paths = relatedFiles(path, await present.text(path));
  return {
    paths,
    finder: (texts) => {
      const locate = dependencyLocator((wanted) => texts.get(wanted));
      return (location, reported) => locate(reported ?? '', location.dependency);
    },
  };
}

async function imageSearch({ files, projectPath }: NamedPorts): Promise<Search> {
  const ranked = (await files()).flatMap((path) => {
    const rank = imageFileRank(path);
    return rank === undefined ? [] : [{ path, rank }];
  });
  const paths = ranked
    .sort((one, other) => one.rank - other.rank)
    .slice(0, mostImageFiles)
    .map(({ path }) => path);
  return {
    paths,
    finder: (texts) => {
      const short = new Map([...texts].filter(([, text]) => text.length <= longestImageFile));
      const found = new Map<string, NamedPlace | undefined>();
      return (location) => {
        const image = location.kind === 'image' ? (location.image ?? '') : '';
        if (!found.has(image))
          found.set(image, locateImage(image, short, { registryPathEndsWith: projectPath }));
        return found.get(image);
      };
    },
  };
}

interface BothTexts {
  readonly now: Texts;
  readonly scanned: Texts;
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
  const read = await texts.read(root, changed, remote, signal);
  for (const each of changed) {
    const lines = read.get(nameOf(each));
    if (lines) scanned.set(each.now, lines.join('\n'));
  }
  const isUnknown = file ? !scanned.has(file.path) : changed.length > 0 && scanned.size === 0;
  return { now, scanned, isUnknown };
}
