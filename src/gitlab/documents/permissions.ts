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
