import { GitLabFailure } from '../core/model/failure.ts';
import { blobIdsDocument } from './documents/blobIds.ts';
import type * as wire from './generated/operations.ts';
import type { GraphqlClient, Operation } from './graphqlClient.ts';
import { isGitPath } from './isGitPath.ts';
import { nodesOf } from './wire.ts';

/** The longest page GitLab gives; as many paths also are about as complex as one question may be. */
const pathsAtOnce = 100;

/**
 * Asks which blobs files are at a commit, which also tells which of them differ without fetching any. The questions go
 * out side by side. A project without such a commit, or whose code the user may not see, has none of the files.
 */
export async function readBlobIds(
  graphql: GraphqlClient,
  projectPath: string,
  commit: string,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(paths)].filter(isGitPath);
  const questions: Promise<wire.BlobIds>[] = [];
  for (let start = 0; start < wanted.length; start += pathsAtOnce) {
    const operation: Operation<wire.BlobIds> = {
      document: blobIdsDocument,
      variables: { path: projectPath, commit, paths: wanted.slice(start, start + pathsAtOnce) },
    };
    questions.push(graphql.query(operation, signal));
  }
  const answers = await Promise.all(questions);
  const blobs = answers.flatMap(({ project }) => {
    if (!project?.repository) return [];
    // Without a word GitLab would give a list, be it empty; taken for one, all files would seem to be gone.
    if (!project.repository.blobs) throw new GitLabFailure('unexpectedAnswer', 'no list of blobs');
    return nodesOf(project.repository.blobs);
  });
  return new Map(blobs.map(({ path, oid }) => [path, oid]));
}
