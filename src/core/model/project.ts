/** One GitLab, by the URL people know it by. */
export interface Instance {
  /** Without a trailing slash, with the sub-path where it has one: `https://example.com/gitlab`. */
  readonly url: string;
}

/** The host as people say it: with a port or sub-path only where there is one. */
export function instanceName(instance: Instance): string {
  return instance.url.replace(/^https?:\/\//, '');
}

export interface Project {
  readonly path: string;
  readonly name: string;
  readonly webUrl: string;
}

/** A git repository in the workspace. */
export interface Repository {
  /** A URI, as the editor gives it. */
  readonly root: string;
  readonly name: string;
}
