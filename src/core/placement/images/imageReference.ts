/** An image as container tools understand its name, with all that they leave out. */
export interface ImageReference {
  /** The registry; undefined where a variable decides. */
  readonly host: string | undefined;
  readonly path: string;
  /** Undefined where only the digest counts, or where a variable decides. */
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

const hub = 'docker.io';
const hubNames: ReadonlySet<string> = new Set([
  hub,
  'index.docker.io',
  'registry-1.docker.io',
  'registry.hub.docker.com',
]);

/**
 * Reads `host/path:tag@digest` as Docker does: without a host it is Docker Hub's, there without a folder an official image,
 * without tag and digest the latest. Undefined for what is no name of an image, such as a template.
 */
export function parseImage(text: string): ImageReference | undefined {
  // Trivy adds the operating system in brackets.
  const bare = text.trim().replace(/ \([^()]*\)$/, '');
  if (bare === '' || bare.length > 500 || /[\s{}"'<>]/.test(bare.replace(/\$\{[^{}]*\}/g, '')))
    return undefined;
  const [name = '', digest] = bare.split('@', 2);
  const slash = name.lastIndexOf('/');
  const colon = name.indexOf(':', slash + 1);
  const hasTag = colon >= 0 && !name.slice(0, colon).endsWith('$');
  const repository = (hasTag ? name.slice(0, colon) : name).toLowerCase();
  const tag = hasTag ? name.slice(colon + 1) : digest === undefined ? 'latest' : undefined;
  const [first = '', ...rest] = repository.split('/');
  const isVariable = first.includes('$');
  const isHost = rest.length > 0 && (isVariable || /[.:]/.test(first) || first === 'localhost');
  const path = isHost ? rest.join('/') : repository;
  if (path === '' || path.includes('$')) return undefined;
  const host = isHost ? (hubNames.has(first) ? hub : first) : hub;
  return {
    host: isVariable ? undefined : host,
    path: host === hub && !path.includes('/') ? `library/${path}` : path,
    tag: tag?.includes('$') ? undefined : tag,
    digest,
  };
}

/** Whether two references are of one repository; a registry that a variable names may be any, or a proxy's folder in one. */
export function isSameRepository(one: ImageReference, other: ImageReference): boolean {
  if (one.host !== undefined && other.host !== undefined)
    return one.host === other.host && one.path === other.path;
  const [known, open] = one.host === undefined ? [other, one] : [one, other];
  return known.path === open.path || known.path.endsWith(`/${open.path}`);
}

/** Whether they are one image, as far as both say: a digest decides over a tag. */
export function isSameImage(one: ImageReference, other: ImageReference): boolean {
  if (one.digest !== undefined && other.digest !== undefined) return one.digest === other.digest;
  return one.tag !== undefined && one.tag === other.tag;
}
