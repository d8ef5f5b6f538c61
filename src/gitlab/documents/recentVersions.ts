/** What the user may do with findings. GitLab before 18 does not know these fields; there the answer stays open. */
export const permissionsDocument = /* GraphQL */ `
  query Permissions($path: ID!, $branches: [String!], $iids: [String!]) {
    project(fullPath: $path) {
      mergeRequests(sourceBranches: $branches, iids: $iids, state: opened, sort: UPDATED_DESC, first: 1) {
        nodes {
          headPipeline {
            securityReportFindings(first: 1) {
              nodes {
                userPermissions {
                  adminVulnerability
                  createIssue
                }
              }
            }
          }
        }
      }
    }
  }
`;

/** The project a fork came from; GitLab before 18 tells it over REST only. */
export const forkDocument = /* GraphQL */ `
  query Fork($path: ID!) {
    project(fullPath: $path) {
      forkedFrom {
        fullPath
      }
    }
  }
`;
