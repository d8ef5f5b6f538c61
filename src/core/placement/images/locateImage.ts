import { linePositions, type LinePosition } from '../dependencies/linePositions.ts';
import { imagesOfDockerfile } from './dockerfileImages.ts';
import { ciRank, dockerfileRank, imageFileRank } from './imageFileRank.ts';
import { isSameImage, isSameRepository, parseImage, type ImageReference } from './imageReference.ts';
import type { NamedImage } from './namedImage.ts';
import { imagesOfYaml } from './yamlImages.ts';

/** A place that names an image; line and character from 0, end exclusive, characters are UTF-16 code units. */
export interface ImagePlace {
  readonly path: string;
  readonly start: LinePosition;
  readonly end: LinePosition;
  /** What stands there: the image, or its tag alone where that has a line of its own. */
  readonly declared: string;
  /** Whether it is the reported image to its tag or digest, and not only another of its repository. */
  readonly isSame: boolean;
}

interface Candidate {
  readonly path: string;
  readonly rank: number;
  readonly image: NamedImage;
  readonly isSame: boolean;
}

/**
 * Finds the place a person would change for an image that a scan reported: where the image is named, or where the project's
 * own image gets what it is built on, since what only runs that one cannot mend it. The same image is better than another tag
 * of it, and then a Dockerfile better than what only runs it, and the upper folder better than the lower.
 */
export function locateImage(
  image: string,
  files: ReadonlyMap<string, string>,
  project?: { readonly registryPathEndsWith?: string },
): ImagePlace | undefined {
  const reported = parseImage(image);
  if (!reported) return undefined;
  const own = project?.registryPathEndsWith?.toLowerCase() ?? '';
  const named = bestOf(candidatesIn(files, reported));
  const isOwn = own !== '' && `/${reported.path}/`.includes(`/${own}/`);
  const found = isOwn && named?.rank !== dockerfileRank ? (builtOn(files, reported) ?? named) : named;
  if (!found) return undefined;
  const text = plain(files.get(found.path) ?? '');
  const { start, end } = found.image.at;
  return {
    path: found.path,
    ...linePositions(text)({ start, end }),
    declared: text.slice(start, end),
    isSame: found.isSame,
  };
}

function candidatesIn(files: ReadonlyMap<string, string>, reported: ImageReference): readonly Candidate[] {
  const name = reported.path.slice(reported.path.lastIndexOf('/') + 1);
  return [...files].flatMap(([path, raw]) => {
    const rank = imageFileRank(path);
    // Most files do not even have the word in them, and need not be read.
    if (rank === undefined || !raw.toLowerCase().includes(name)) return [];
    const text = plain(raw);
    const images =
      rank === dockerfileRank ? imagesOfDockerfile(text).images : imagesOfYaml(text, rank === ciRank);
    return images.flatMap((image): readonly Candidate[] => {
      const reference = parseImage(image.reference);
      if (!reference || !isSameRepository(reference, reported)) return [];
      return [{ path, rank, image, isSame: isSameImage(reference, reported) }];
    });
  });
}

function bestOf(candidates: readonly Candidate[]): Candidate | undefined {
  const worth = ({ path, rank, isSame }: Candidate) =>
    [isSame ? 0 : 1, rank, path.split('/').length] as const;
  return candidates.toSorted((one, other) => {
    const [a, b] = [worth(one), worth(other)];
    return (
      a[0] - b[0] ||
      a[1] - b[1] ||
      a[2] - b[2] ||
      (one.path < other.path ? -1 : one.path > other.path ? 1 : 0)
    );
  })[0];
}

/** What the project's own image is built on: by the Dockerfile that is called like it, the root's, or the only one. */
function builtOn(files: ReadonlyMap<string, string>, reported: ImageReference): Candidate | undefined {
  const paths = [...files.keys()].filter((path) => imageFileRank(path) === dockerfileRank);
  const name = reported.path.slice(reported.path.lastIndexOf('/') + 1);
  const alike = paths.filter((path) => path.toLowerCase().split(/[/.-]/).includes(name));
  const path =
    (alike.length === 1 ? alike[0] : undefined) ??
    paths.find((each) => /^(?:Dockerfile|Containerfile)$/.test(each)) ??
    (paths.length === 1 ? paths[0] : undefined);
  const image = path === undefined ? undefined : imagesOfDockerfile(plain(files.get(path) ?? '')).base;
  return path !== undefined && image ? { path, rank: dockerfileRank, image, isSame: false } : undefined;
}

/** The editor counts characters without the mark some files begin with. */
function plain(text: string): string {
  return text.replace(/^\uFEFF/, '');
}
