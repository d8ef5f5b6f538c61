const fileLocationParts = /* GraphQL */ `
  fileName
  lineStart
  lineEnd
`;

const detailParts = /* GraphQL */ `
  ... on VulnerabilityDetailBase { name }
  ... on VulnerabilityDetailBoolean { name flag: value }
  ... on VulnerabilityDetailCode { name code: value lang }
  ... on VulnerabilityDetailCommit { name text: value }
  ... on VulnerabilityDetailDiff { name before after }
  ... on VulnerabilityDetailFileLocation { name ${fileLocationParts} }
  ... on VulnerabilityDetailInt { name number: value }
  ... on VulnerabilityDetailMarkdown { name text: value }
  ... on VulnerabilityDetailModuleLocation { name moduleName offset }
  ... on VulnerabilityDetailText { name text: value }
  ... on VulnerabilityDetailUrl { name href urlText: text }
`;

const codeFlowParts = /* GraphQL */ `
  ... on VulnerabilityDetailCodeFlows { name items { nodeType name fileLocation { ${fileLocationParts} } } }
`;

const document = (name: string, details: string, permissions: string) => /* GraphQL */ `
  query ${name}($path: ID!, $iid: ID!, $uuid: String!) {
    project(fullPath: $path) {
      pipeline(iid: $iid) {
        securityReportFinding(uuid: $uuid) {
          links { name url }
          remediations { summary diff }
          falsePositive
          stateComment
          dismissalReason
          dismissedAt
          dismissedBy { username }
          vulnerability { id webUrl }
          ${permissions}
          evidence {
            summary
            request { method url body headers { name value } }
            response { statusCode reasonPhrase body headers { name value } }
            source { name url }
          }
          details { ${details} }
        }
      }
    }
  }
`;

/** Everything of one finding that lists do without. */
export const findingDetailsDocument = document(
  'FindingDetails',
  detailParts + codeFlowParts,
  'userPermissions { adminVulnerability createIssue }',
);

/** The same for GitLab before 18, which knows neither code flows nor permissions on findings. */
export const findingDetailsWithoutCodeFlowsDocument = document(
  'FindingDetailsWithoutCodeFlows',
  detailParts,
  '',
);
