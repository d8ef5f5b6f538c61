import * as vscode from 'vscode';
import type { Finding } from '../../core/model/finding.ts';
import type { ReadySnapshot } from '../../core/model/snapshot.ts';
import { filePath, type PathMappings } from '../../core/placement/filePath.ts';
import { PathIndex } from '../../core/placement/pathIndex.ts';
import { placeFinding, type ScannedFile } from '../../core/placement/placeFinding.ts';
import type { Placement } from '../../core/placement/placement.ts';
import { compareTexts } from '../../core/placement/placeLines.ts';
import { scanCommit } from '../../core/placement/scanCommit.ts';
import type { FileChanges } from '../git/changedFiles.ts';
import { locateFiles, type LocatedFile } from './fileLocator.ts';
import type { PlacedFinding } from './placedFinding.ts';
import { PresentFiles } from './presentFiles.ts';
import { nameOf, type FileAtCommit, type RemoteProject, type ScannedTexts } from './scannedTexts.ts';
import { Turns } from './turns.ts';

/** What git knows of a repository on disk. */
export interface PlacingGit {
  /** How saved files differ from a commit; `undefined` when the commit is not here. */
  changes(root: vscode.Uri, commit: string, signal: AbortSignal): Promise<FileChanges | undefined>;
  /** All paths of a commit, or for want of it those followed now. */
  files(root: vscode.Uri, commit: string | undefined, signal: AbortSignal): Promise<readonly string[]>;
  commitsSince(root: vscode.Uri, commit: string, signal: AbortSignal): Promise<number | undefined>;
}

export interface PlacingPorts {
  readonly git: PlacingGit;
  readonly texts: ScannedTexts;
  readonly mappings: PathMappings;
  readonly renames: ReadonlyMap<string, string>;
  /** What the last run found for files that have not changed since, by file. */
  readonly known: Map<string, KnownFile>;
  /** Where texts are that are not here; without it such findings stay at the lines of the scan. */
  readonly remote?: RemoteProject;
}

/** Places of one file's findings, good for as long as the file's mark is the same. */
export interface KnownFile {
  readonly mark: string;
  readonly placements: ReadonlyMap<string, Placement>;
}

/** A file with all the findings that one scan has in it. */
interface Group extends FileAtCommit {
  readonly located: LocatedFile;
  readonly findings: Finding[];
}

/**
 * Places all findings of a repository that name a file. Files that are as they were scanned cost nothing; of the others
 * the texts are compared, a few milliseconds at a time.
 */
export async function placeRepository(
  root: string,
  snapshot: ReadySnapshot,
  ports: PlacingPorts,
  signal: AbortSignal,
): Promise<readonly PlacedFinding[]> {
  const rootUri = vscode.Uri.parse(root);
  const present = new PresentFiles(rootUri);
  const { sha } = snapshot.pipeline;
  const changes = await ports.git.changes(rootUri, sha, signal);
  const pathOf = ({ location, pipeline }: Finding) =>
    'file' in location && location.file !== undefined
      ? filePath(location.file, pipeline.projectPath, ports.mappings)
      : undefined;
  const located = await locateFiles(
    snapshot.findings.flatMap((finding) => pathOf(finding) ?? []),
    {
      present,
      changes,
      renames: ports.renames,
      index: async () => new PathIndex(await ports.git.files(rootUri, changes && sha, signal)),
    },
    signal,
  );
  const groups = new Map<string, Group>();
  for (const finding of snapshot.findings) {
    const file = located.get(pathOf(finding) ?? '');
    if (!file) continue;
    const at = { commit: scanCommit(finding), path: file.scanPath };
    const group = groups.get(nameOf(at)) ?? { ...at, located: file, findings: [] };
    group.findings.push(finding);
    groups.set(nameOf(at), group);
  }
  const isAsScanned = ({ commit, path, located: { path: now } }: Group) =>
    commit === sha &&
    changes !== undefined &&
    now === path &&
    !present.isDirty(path) &&
    !hasChanged(path, changes);
  const placements = await placeGroups([...groups.values()], isAsScanned, present, rootUri, ports, signal);
  const needsDate = [...placements.values()].some(({ kind }) => kind === 'changed' || kind === 'gone');
  const commitsAgo = needsDate ? await ports.git.commitsSince(rootUri, sha, signal) : undefined;
  return snapshot.findings.map((finding): PlacedFinding => {
    const placement = placements.get(finding.key) ?? { kind: 'none' };
    const commit = scanCommit(finding);
    const scanPath = located.get(pathOf(finding) ?? '')?.scanPath;
    const isHere =
      placement.path !== undefined && !(placement.kind === 'gone' && placement.because === 'file');
    return {
      root,
      snapshot,
      finding,
      placement,
      ...(isHere && { uri: present.uriOf(placement.path) }),
      scan: {
        commit,
        ...(scanPath !== undefined && { path: scanPath }),
        ...(commit === sha && commitsAgo !== undefined && { commitsAgo }),
      },
    };
  });
}

/** A submodule is one path to git; what is in it may be anything once that has changed. */
function hasChanged(path: string, { changed }: FileChanges): boolean {
  if (changed.has(path)) return true;
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
    if (changed.has(path.slice(0, end))) return true;
  }
  return false;
}

async function placeGroups(
  groups: readonly Group[],
  isAsScanned: (group: Group) => boolean,
  present: PresentFiles,
  root: vscode.Uri,
  { texts, known, remote }: PlacingPorts,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Placement>> {
  const placements = new Map<string, Placement>();
  const names = new Set(groups.map(nameOf));
  for (const name of [...known.keys()]) if (!names.has(name)) known.delete(name);
  const place = ({ findings }: Group, file: ScannedFile) => {
    for (const { key, location } of findings) placements.set(key, placeFinding(location, file));
  };
  const toCompare: Group[] = [];
  for (const group of groups) {
    const { path } = group.located;
    if (path === undefined) place(group, { path: group.path, state: 'missing' });
    else if (isAsScanned(group)) place(group, { path, state: 'asScanned' });
    else if (!reuse(group, path, present, known, placements)) toCompare.push(group);
  }
  const scanned = await texts.read(root, toCompare, remote, signal);
  const turns = new Turns(signal);
  for (const group of toCompare) {
    await turns.next();
    const path = group.located.path ?? group.path;
    const before = scanned.get(nameOf(group));
    const after = before && (await present.lines(path));
    place(group, { path, state: before && after ? compareTexts(before, after) : 'unknown' });
    const mark = `${path} ${present.get(path)?.mark ?? ''}`;
    // What could not be compared now may be another time.
    if (before) known.set(nameOf(group), { mark, placements: placementsOf(group, placements) });
  }
  return placements;
}

function placementsOf(
  { findings }: Group,
  all: ReadonlyMap<string, Placement>,
): ReadonlyMap<string, Placement> {
  return new Map(
    findings.flatMap(({ key }) => {
      const placement = all.get(key);
      return placement ? [[key, placement] as const] : [];
    }),
  );
}

function reuse(
  group: Group,
  path: string,
  present: PresentFiles,
  known: ReadonlyMap<string, KnownFile>,
  placements: Map<string, Placement>,
): boolean {
  const last = known.get(nameOf(group));
  if (last?.mark !== `${path} ${present.get(path)?.mark ?? ''}`) return false;
  if (!group.findings.every(({ key }) => last.placements.has(key))) return false;
  for (const { key } of group.findings) {
    const placement = last.placements.get(key);
    if (placement) placements.set(key, placement);
  }
  return true;
}
