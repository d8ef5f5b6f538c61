/**
 * Whether git could have a file by that name. Paths come out of reports, which may say anything: one that is no text
 * makes GitLab refuse all paths asked for beside it, and `..` leads a URL to another route.
 */
export function isGitPath(path: string): boolean {
  if (/[\0\p{Surrogate}]/u.test(path)) return false;
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}
