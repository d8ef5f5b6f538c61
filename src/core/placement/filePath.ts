/** Folders that scanners see, by prefix, and the folders of the repository that they are; as the user set them. */
export type PathMappings = Readonly<Record<string, string>>;

/**
 * The path a finding's file has below the repository's root: scanners write `./src/a.py`, `/builds/group/project/src/a.py`
 * or backslashes. `undefined` for a path that would lead out of the repository.
 *
 * @param mappings tried before anything else, the longest prefix first
 */
export function filePath(
  reported: string,
  projectPath: string,
  mappings: PathMappings = {},
): string | undefined {
  const slashes = reported.replace(/\\/g, '/');
  return inside(mapped(slashes, mappings) ?? withoutBuildFolder(slashes, projectPath));
}

function withoutBuildFolder(path: string, projectPath: string): string {
  const build = `/builds/${projectPath}/`;
  return path.startsWith(build) ? path.slice(build.length) : path;
}

function mapped(path: string, mappings: PathMappings): string | undefined {
  const [prefix, folder] =
    Object.entries(mappings)
      .map(([from, to]) => [withSlash(from.replace(/\\/g, '/')), to] as const)
      .filter(([from]) => path.startsWith(from))
      .sort(([a], [b]) => b.length - a.length)[0] ?? [];
  return prefix === undefined || folder === undefined ? undefined : `${folder}/${path.slice(prefix.length)}`;
}

function withSlash(prefix: string): string {
  return prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`;
}

function inside(path: string): string | undefined {
  const relative = path.replace(/^(?:\.?\/+)+/, '');
  const parts = relative.split('/').filter((part) => part !== '' && part !== '.');
  if (
    parts.length === 0 ||
    parts.includes('..') ||
    /[\0\n]/.test(relative) ||
    /^[A-Za-z]:/.test(parts[0] ?? '')
  )
    return undefined;
  return parts.join('/');
}
