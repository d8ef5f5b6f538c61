export const jobFragment = /* GraphQL */ `
  fragment JobParts on CiJobConnection {
    nodes {
      id
      name
      status
      artifacts(first: 10) {
        nodes {
          fileType
        }
      }
    }
  }
`;

/**
 * A pipeline and the report artifacts its jobs left. GitLab counts at most 250 points of complexity for everything
 * that one HTTP request asks, a list of 100 doubling what is asked of each entry; hence the small pages.
 */
export const pipelineFragment = /* GraphQL */ `
  fragment PipelineParts on Pipeline {
    id
    iid
    sha
    ref
    status
    finishedAt
    mergeRequestEventType
    project {
      fullPath
    }
    jobs(securityReportTypes: $types, first: 20) {
      ...JobParts
    }
    downstream(first: 5) {
      nodes {
        id
        iid
        status
        project {
          fullPath
        }
        jobs(securityReportTypes: $types, first: 20) {
          ...JobParts
        }
      }
    }
  }
  ${jobFragment}
`;

/**
 * What every edition since 16.3 can tell: the branch's merge requests, their newest pipelines with security jobs, the
 * branch's own pipelines, and the pipelines of the commit where the branch probably left its target.
 */
export const overviewDocument = /* GraphQL */ `
  query Overview(
    $path: ID!
    $branches: [String!]
    $ref: String
    $base: String
    $types: [SecurityReportTypeEnum!]
  ) {
    metadata {
      version
    }
    project(fullPath: $path) {
      fullPath
      webUrl
      mergeRequests(sourceBranches: $branches, state: opened, sort: UPDATED_DESC, first: 5) {
        nodes {
          iid
          title
          webUrl
          updatedAt
          sourceBranch
          targetBranch
          diffHeadSha
          diffRefs {
            baseSha
            startSha
          }
          sourceProject {
            fullPath
          }
          headPipeline {
            id
          }
          pipelines(first: 5) {
            nodes {
              ...PipelineParts
            }
          }
        }
      }
      branch: pipelines(ref: $ref, first: 5) {
        nodes {
          id
          iid
          sha
          ref
          status
          finishedAt
          jobs(securityReportTypes: $types, first: 20) {
            ...JobParts
          }
        }
      }
      base: pipelines(sha: $base, first: 5) {
        nodes {
          ...PipelineParts
        }
      }
    }
  }
  ${pipelineFragment}
`;
