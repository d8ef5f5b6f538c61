import { isMainThread, parentPort, type MessagePort } from 'node:worker_threads';
import type { Location } from '../../core/model/location.ts';
import { dependencyLocator, relatedFiles } from '../../core/placement/dependencies/locateDependency.ts';
import { locateImage } from '../../core/placement/images/locateImage.ts';
import { splitLines } from '../../core/placement/lines.ts';
import { notebookCells } from '../../core/placement/notebookCells.ts';
import { placeByName, type NamedPlace } from '../../core/placement/placeByName.ts';
import { placeFinding } from '../../core/placement/placeFinding.ts';
import { compareTexts } from '../../core/placement/placeLines.ts';

export type NamedLocation = Extract<Location, { readonly kind: 'dependency' | 'image' }>;

/** A package or an image, and the reported file as it is named now; none for images. */
export interface NamedQuestion {
  readonly location: NamedLocation;
  readonly path?: string;
}

/** By present paths. */
export interface NamedQuestions {
  /** Whose texts they are: first the present ones, then the scanned ones, all by their present paths. */
  readonly now: readonly string[];
  readonly scanned: readonly string[];
  /** The scanned ones are not here. */
  readonly isUnknown: boolean;
  readonly projectPath: string;
  readonly asked: readonly NamedQuestion[];
}

export interface CodeQuestions {
  readonly path: string;
  readonly isRenamed: boolean;
  readonly locations: readonly Location[];
}

type Texts = readonly string[];

/** Where each of the locations is, in their order; by the text before and the one after. */
function placeCode([before = '', after = '']: Texts, { path, isRenamed, locations }: CodeQuestions) {
  const state = compareTexts(splitLines(before), splitLines(after));
  return locations.map((location) => placeFinding(location, { path, isRenamed, state }));
}

/** Where each package or image is declared, in their order. */
function placeNamed(texts: Texts, { now, scanned, isUnknown, projectPath, asked }: NamedQuestions) {
  const textsOf = (paths: readonly string[], from: number) =>
    new Map(paths.map((path, index) => [path, texts[from + index] ?? '']));
  const findNow = finder(textsOf(now, 0), projectPath);
  const findScanned = finder(textsOf(scanned, now.length), projectPath);
  return asked.map(({ location, path }) =>
    placeByName({
      now: findNow(location, path),
      scanned: isUnknown ? 'unknown' : findScanned(location, path),
      ...(path !== undefined && { path }),
    }),
  );
}

/**
 * What takes the longer the longer texts are. Only texts and data go in, and only data comes out, so that it may be another
 * thread that does it.
 */
export const textWork = {
  placeCode,
  placeNamed,
  relatedFiles: ([text]: Texts, path: string) => relatedFiles(path, text),
  notebookCells: ([text = '']: Texts, _: undefined) => notebookCells(text),
};

export type TextWork = typeof textWork;
export type WorkName = keyof TextWork;
export type Asked<Name extends WorkName> = Parameters<TextWork[Name]>[1];
export type Result<Name extends WorkName> = ReturnType<TextWork[Name]>;

/** Files larger than this are not searched for images. */
const longestImageFile = 256 * 1024;

type Find = (location: NamedLocation, path: string | undefined) => NamedPlace | undefined;

function finder(texts: ReadonlyMap<string, string>, projectPath: string): Find {
  const locate = dependencyLocator((path) => texts.get(path));
  const short = new Map([...texts].filter(([, text]) => text.length <= longestImageFile));
  const images = new Map<string, NamedPlace | undefined>();
  return (location, path) => {
    if (location.kind === 'dependency') return locate(path ?? '', location.dependency);
    const image = location.image ?? '';
    if (!images.has(image))
      images.set(image, locateImage(image, short, { registryPathEndsWith: projectPath }));
    return images.get(image);
  };
}

/** What one thread tells the other: texts piece by piece, in their order, and at last what is asked about them. */
export type Message = { readonly id: number } & (
  | { readonly piece: string; readonly isLast: boolean }
  | { readonly name: WorkName; readonly asked: unknown }
  | { readonly isOver: true }
);

export interface Answer {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: string;
}

/** Answers what comes from another thread. */
function listen(port: MessagePort): void {
  const told = new Map<number, { readonly texts: string[]; pieces: string[] }>();
  port.on('message', (message: Message) => {
    const { id } = message;
    const known = told.get(id) ?? { texts: [], pieces: [] };
    told.set(id, known);
    if ('piece' in message) {
      known.pieces.push(message.piece);
      if (!message.isLast) return;
      known.texts.push(known.pieces.join(''));
      known.pieces = [];
      return;
    }
    told.delete(id);
    if ('name' in message) port.postMessage(answer(id, message.name, known.texts, message.asked));
  });
}

function answer(id: number, name: WorkName, texts: Texts, asked: unknown): Answer {
  try {
    const work = textWork[name] as (texts: Texts, asked: unknown) => unknown;
    return { id, result: work(texts, asked) };
  } catch (error) {
    return { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

// Loaded where it is needed, this file is a library; started as a thread it answers questions.
if (!isMainThread && parentPort) listen(parentPort);
