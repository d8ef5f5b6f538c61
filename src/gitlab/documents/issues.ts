/** What GitLab's mutations call a project by. */
export const projectIdDocument = /* GraphQL */ `
  query ProjectId($path: ID!) {
    project(fullPath: $path) {
      id
    }
  }
`;

/** Makes an issue in GitLab's words, links it with the finding, and confirms the finding. */
export const createIssueOfFindingDocument = /* GraphQL */ `
  mutation CreateIssueOfFinding($uuid: String!, $project: ProjectID!) {
    change: securityFindingCreateIssue(input: { uuid: $uuid, project: $project }) {
      errors
      issue {
        iid
        webUrl
      }
    }
  }
`;

export const linkIssueDocument = /* GraphQL */ `
  mutation LinkIssue($issue: IssueID!, $vulnerabilities: [VulnerabilityID!]!) {
    change: vulnerabilityIssueLinkCreate(input: { issueId: $issue, vulnerabilityIds: $vulnerabilities }) {
      errors
    }
  }
`;
