/** Two names of one dependency have the same key; how alike they have to be is for each ecosystem to say. */
export type NameKey = (name: string) => string;

export const exactName: NameKey = (name) => name;
export const anyCase: NameKey = (name) => name.toLowerCase();

/** PEP 503; what is asked for in brackets is no part of the name. */
export const pythonName: NameKey = (name) =>
  name
    .replace(/\[[^\]]*\]?/, '')
    .trim()
    .replace(/[-_.]+/g, '-')
    .toLowerCase();

/** crates.io has no two names that differ in this only. */
export const cargoName: NameKey = (name) => name.toLowerCase().replaceAll('_', '-');

/** GitLab writes `group/artifact`, other scanners `group:artifact`. */
export const mavenName: NameKey = (name) => name.replace(':', '/');

/** Go writes a v before each version, Composer before some, and scanners as they please. */
export function versionKey(version: string): string {
  return version.replace(/^(?:==|[vV=])(?=\d)/, '');
}
