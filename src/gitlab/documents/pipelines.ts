import { findingFragment } from './findings.ts';
import { pipelineFragment } from './overview.ts';

/** Pipelines of one commit, newest first: those of the target branch that a merge request is compared with. */
export const pipelinesAtCommitDocument = /* GraphQL */ `
  query PipelinesAtCommit($path: ID!, $sha: String!, $types: [SecurityReportTypeEnum!]) {
    project(fullPath: $path) {
      pipelines(sha: $sha, first: 10) {
        nodes {
          ...PipelineParts
        }
      }
    }
  }
  ${pipelineFragment}
`;

/** A page of the findings of any pipeline. */
export const findingsPageDocument = /* GraphQL */ `
  query FindingsPage($path: ID!, $iid: ID!, $after: String, $states: [VulnerabilityState!]) {
    project(fullPath: $path) {
      pipeline(iid: $iid) {
        securityReportFindings(state: $states, first: 100, after: $after) {
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
  ${findingFragment}
`;
