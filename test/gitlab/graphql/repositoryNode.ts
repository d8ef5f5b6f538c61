import type { Project } from '../state/project.ts';
import { connection, type PageArguments } from './connection.ts';

interface BlobFilter extends PageArguments {
  readonly paths: readonly string[];
  readonly ref?: string | null;
}

/** What git has; a path or a commit that is not there is left out without a word. */
export function repositoryNode(project: Project): object {
  return {
    blobs: (filter: BlobFilter) => {
      const blobs = project.repository?.blobIds(filter.ref ?? project.defaultBranch, filter.paths) ?? [];
      return connection(blobs, filter, ({ path, oid }) => ({ path, oid }));
    },
  };
}
