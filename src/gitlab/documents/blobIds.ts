/** Which blobs files are at a commit. GitLab counts one point of complexity for each path, and doubles it for the page. */
export const blobIdsDocument = /* GraphQL */ `
  query BlobIds($path: ID!, $commit: String!, $paths: [String!]!) {
    project(fullPath: $path) {
      repository {
        blobs(paths: $paths, ref: $commit, first: 100) {
          nodes {
            oid
            path
          }
        }
      }
    }
  }
`;
