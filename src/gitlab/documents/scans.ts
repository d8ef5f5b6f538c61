const section = /* GraphQL */ `
  {
    vulnerabilitiesCount
    scans {
      nodes {
        name
        status
        errors
      }
    }
  }
`;

/**
 * What became of each report in GitLab's database. Asked beside the overview, not in it, since both together would be
 * too complex; and once per pipeline, since it does not change any more.
 */
export const scansDocument = /* GraphQL */ `
  query Scans($path: ID!, $branches: [String!], $iids: [String!]) {
    project(fullPath: $path) {
      mergeRequests(sourceBranches: $branches, iids: $iids, state: opened, sort: UPDATED_DESC, first: 1) {
        nodes {
          headPipeline {
            id
            status
            securityReportSummary {
              sast ${section}
              secretDetection ${section}
              dependencyScanning ${section}
              containerScanning ${section}
              dast ${section}
              apiFuzzing ${section}
              coverageFuzzing ${section}
              clusterImageScanning ${section}
            }
          }
        }
      }
    }
  }
`;
