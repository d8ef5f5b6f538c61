/**
 * The path a finding's file has below the repository's root: scanners write `./src/a.py`, `/builds/group/project/src/a.py`
 * or backslashes. `undefined` for a path that would lead out of the repository.
 */
export function filePath(reported: string, projectPath: string): string | undefined {
  const slashes = reported.replace(/\\/g, '/');
  const build = `/builds/${projectPath}/`;
  const relative = (slashes.startsWith(build) ? slashes.slice(build.length) : slashes).replace(
    /^(?:\.?\/+)+/,
    '',
  );
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
