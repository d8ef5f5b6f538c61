import { groupOf, linesOf, type Said } from '../dependencies/stretch.ts';
import { expandVariables } from './expandVariables.ts';
import type { NamedImage } from './namedImage.ts';

const from = /^\s*FROM\s+(?:--\S+\s+)*([^\s#]+)(?:\s+AS\s+(\S+))?/di;
const copyFrom = /^\s*(?:COPY|ADD)\s+(?:--\S+\s+){0,20}?--from=([^\s]+)/di;
const argument = /(?<=\s)(\w+)=(?:"([^"]*)"|'([^']*)'|([^\s"']+))/dg;

/** What a Dockerfile is built from. */
export interface DockerfileImages {
  readonly images: readonly NamedImage[];
  /** The image that the result is built on. */
  readonly base: NamedImage | undefined;
}

/**
 * The images a Dockerfile names in FROM and in COPY --from. Where FROM names nothing but an argument, the place is the
 * argument's value, which is what one would change; names of earlier stages are no images.
 */
export function imagesOfDockerfile(text: string): DockerfileImages {
  const values = new Map<string, Said>();
  /** By its name, what a stage is built on; undefined for nothing. */
  const stages = new Map<string, NamedImage | undefined>();
  const images: NamedImage[] = [];
  let base: NamedImage | undefined;
  let hasStage = false;
  const valueOf = (name: string) => values.get(name)?.text;
  for (const line of linesOf(text)) {
    if (!hasStage && /^\s*ARG\s/i.test(line.text)) {
      for (const found of line.text.matchAll(argument)) {
        const said =
          groupOf(found, 2, line.start) ?? groupOf(found, 3, line.start) ?? groupOf(found, 4, line.start);
        if (said) values.set(found[1] ?? '', { ...said, text: expandVariables(said.text, valueOf) });
      }
      continue;
    }
    const found = from.exec(line.text);
    const named = groupOf(found ?? copyFrom.exec(line.text), 1, line.start);
    if (!named) continue;
    const variable = /^\$\{?(\w+)(?::?-[^{}]*)?\}?$/.exec(named.text)?.[1] ?? '';
    const at = values.get(variable) ?? named;
    const image = { at, reference: expandVariables(named.text, valueOf) };
    const isStage = stages.has(image.reference.toLowerCase());
    const built = isStage ? stages.get(image.reference.toLowerCase()) : image;
    if (!isStage && image.reference !== 'scratch' && !/^\d+$/.test(image.reference)) images.push(image);
    if (!found) continue;
    hasStage = true;
    base = built;
    if (found[2] !== undefined) stages.set(found[2].toLowerCase(), built);
  }
  return { images, base };
}
