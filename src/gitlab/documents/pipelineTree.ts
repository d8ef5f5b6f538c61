import { jobFragment } from './overview.ts';

/** A pipeline whose jobs or children did not fit on the overview's small pages. */
export const pipelineTreeDocument = /* GraphQL */ `
  query PipelineTree($path: ID!, $iid: ID!, $types: [SecurityReportTypeEnum!]) {
    project(fullPath: $path) {
      pipeline(iid: $iid) {
        jobs(securityReportTypes: $types, first: 100) {
          ...JobParts
        }
        downstream(first: 50) {
          nodes {
            id
            iid
            status
            project {
              fullPath
            }
            jobs(securityReportTypes: $types, first: 50) {
              ...JobParts
            }
          }
        }
      }
    }
  }
  ${jobFragment}
`;
