/** One finding as every list needs it; the long parts come with `findingDetailsDocument`. */
export const findingFragment = /* GraphQL */ `
  fragment FindingParts on PipelineSecurityReportFinding {
    uuid
    title
    severity
    state
    reportType
    description
    solution
    falsePositive
    scanner {
      externalId
      name
    }
    identifiers {
      name
      externalType
      externalId
      url
    }
    location {
      ... on VulnerabilityLocationSast {
        file
        startLine
        endLine
      }
      ... on VulnerabilityLocationSecretDetection {
        file
        startLine
        endLine
      }
      ... on VulnerabilityLocationCoverageFuzzing {
        file
        startLine
        endLine
      }
      ... on VulnerabilityLocationDependencyScanning {
        file
        dependency {
          package {
            name
          }
          version
        }
      }
      ... on VulnerabilityLocationContainerScanning {
        image
        dependency {
          package {
            name
          }
          version
        }
      }
      ... on VulnerabilityLocationClusterImageScanning {
        image
        dependency {
          package {
            name
          }
          version
        }
      }
      ... on VulnerabilityLocationDast {
        hostname
        path
        param
        requestMethod
      }
    }
    issueLinks(first: 1) {
      nodes {
        issue {
          iid
          webUrl
        }
      }
    }
    remediations {
      summary
    }
  }
`;

export const findingsDocument = /* GraphQL */ `
  query Findings(
    $path: ID!
    $branches: [String!]
    $iids: [String!]
    $base: String
    $states: [VulnerabilityState!]
    $headStates: [VulnerabilityState!]
  ) {
    project(fullPath: $path) {
      mergeRequests(sourceBranches: $branches, iids: $iids, state: opened, sort: UPDATED_DESC, first: 1) {
        nodes {
          headPipeline {
            id
            securityReportFindings(state: $headStates, first: 100) {
              pageInfo {
                hasNextPage
                endCursor
              }
              nodes {
                ...FindingParts
              }
            }
          }
        }
      }
      base: pipelines(sha: $base, first: 5) {
        nodes {
          id
          securityReportFindings(state: $states, first: 100) {
            pageInfo {
              hasNextPage
              endCursor
            }
            nodes {
              uuid
              title
              severity
              reportType
              scanner {
                externalId
                name
              }
              location {
                ... on VulnerabilityLocationSast {
                  file
                  startLine
                }
                ... on VulnerabilityLocationSecretDetection {
                  file
                  startLine
                }
                ... on VulnerabilityLocationDependencyScanning {
                  file
                }
                ... on VulnerabilityLocationContainerScanning {
                  image
                }
              }
            }
          }
        }
      }
    }
  }
  ${findingFragment}
`;
