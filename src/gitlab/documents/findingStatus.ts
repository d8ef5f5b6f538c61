/** What GitLab holds of a finding; in answers to changes of its state as well. */
export const statusFragment = /* GraphQL */ `
  fragment StatusParts on PipelineSecurityReportFinding {
    state
    stateComment
    dismissalReason
    dismissedAt
    dismissedBy {
      username
    }
    vulnerability {
      id
      webUrl
    }
    issueLinks(first: 1) {
      nodes {
        issue {
          iid
          webUrl
        }
      }
    }
    mergeRequest {
      iid
      webUrl
    }
  }
`;

const vulnerabilityParts = /* GraphQL */ `
  fragment VulnerabilityParts on Vulnerability {
    id
    webUrl
    state
    stateComment
    dismissalReason
    dismissedAt
    dismissedBy {
      username
    }
    issueLinks(first: 1) {
      nodes {
        issue {
          iid
          webUrl
        }
      }
    }
    mergeRequest {
      iid
      webUrl
    }
  }
`;

const status = (name: string, permissions: string) => /* GraphQL */ `
  query ${name}($path: ID!, $iid: ID!, $uuid: String!) {
    project(fullPath: $path) {
      pipeline(iid: $iid) {
        securityReportFinding(uuid: $uuid) {
          ...StatusParts
          ${permissions}
        }
      }
    }
  }
  ${statusFragment}
`;

export const findingStatusDocument = status(
  'FindingStatus',
  'userPermissions { adminVulnerability createIssue }',
);

/** The same for GitLab before 18, which does not tell what the user may do. */
export const findingStatusWithoutPermissionsDocument = status('FindingStatusWithoutPermissions', '');

export const dismissFindingDocument = /* GraphQL */ `
  mutation DismissFinding($uuid: String!, $reason: VulnerabilityDismissalReason, $comment: String) {
    change: securityFindingDismiss(input: { uuid: $uuid, dismissalReason: $reason, comment: $comment }) {
      errors
      finding: securityFinding {
        ...StatusParts
      }
    }
  }
  ${statusFragment}
`;

export const restoreFindingDocument = /* GraphQL */ `
  mutation RestoreFinding($uuid: String!, $comment: String) {
    change: securityFindingRevertToDetected(input: { uuid: $uuid, comment: $comment }) {
      errors
      finding: securityFinding {
        ...StatusParts
      }
    }
  }
  ${statusFragment}
`;

/** The same for GitLab before 18, which takes no comment. */
export const restoreFindingWithoutCommentDocument = /* GraphQL */ `
  mutation RestoreFindingWithoutComment($uuid: String!) {
    change: securityFindingRevertToDetected(input: { uuid: $uuid }) {
      errors
      finding: securityFinding {
        ...StatusParts
      }
    }
  }
  ${statusFragment}
`;

/** A finding whose pipeline has expired is still there as a vulnerability. */
export const vulnerabilityStatusDocument = /* GraphQL */ `
  query VulnerabilityStatus($id: VulnerabilityID!) {
    vulnerability(id: $id) {
      ...VulnerabilityParts
    }
  }
  ${vulnerabilityParts}
`;

export const dismissVulnerabilityDocument = /* GraphQL */ `
  mutation DismissVulnerability(
    $id: VulnerabilityID!
    $reason: VulnerabilityDismissalReason
    $comment: String
  ) {
    change: vulnerabilityDismiss(input: { id: $id, dismissalReason: $reason, comment: $comment }) {
      errors
      vulnerability {
        ...VulnerabilityParts
      }
    }
  }
  ${vulnerabilityParts}
`;

export const restoreVulnerabilityDocument = /* GraphQL */ `
  mutation RestoreVulnerability($id: VulnerabilityID!, $comment: String) {
    change: vulnerabilityRevertToDetected(input: { id: $id, comment: $comment }) {
      errors
      vulnerability {
        ...VulnerabilityParts
      }
    }
  }
  ${vulnerabilityParts}
`;
