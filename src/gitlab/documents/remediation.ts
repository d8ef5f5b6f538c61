const remediation = (name: string, vulnerability: string) => /* GraphQL */ `
  query ${name}($path: ID!, $iid: ID!, $uuid: String!) {
    project(fullPath: $path) {
      pipeline(iid: $iid) {
        securityReportFinding(uuid: $uuid) {
          remediations {
            summary
            diff
          }
          mergeRequest {
            iid
            webUrl
          }
          ${vulnerability}
        }
      }
    }
  }
`;

/** What a finding's remediation is, and where it would belong. */
export const findingRemediationDocument = remediation(
  'FindingRemediation',
  'vulnerability { presentOnDefaultBranch }',
);

/** The same for GitLab before 18, which does not tell whether the default branch has it. */
export const findingRemediationWithoutBranchDocument = remediation('FindingRemediationWithoutBranch', '');

/** The first remediation as a merge request into the default branch. */
export const createMergeRequestOfFindingDocument = /* GraphQL */ `
  mutation CreateMergeRequestOfFinding($uuid: String!) {
    change: securityFindingCreateMergeRequest(input: { uuid: $uuid }) {
      errors
      mergeRequest {
        iid
        webUrl
      }
    }
  }
`;
