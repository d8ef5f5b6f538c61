import { cwe, gitleaks } from './identifiers.ts';
import type { SampleFinding, SampleReport } from './sampleFinding.ts';

/** What the job `secret_detection` writes. */
export const secretDetection: SampleReport = {
  type: 'secret_detection',
  version: '15.2.4',
  analyzer: {
    id: 'secrets',
    name: 'secrets',
    version: '7.4.0',
    url: 'https://gitlab.com/gitlab-org/security-products/analyzers/secrets',
    vendor: 'GitLab',
  },
  scanner: {
    id: 'gitleaks',
    name: 'Gitleaks',
    version: '8.24.3',
    url: 'https://github.com/gitleaks/gitleaks',
    vendor: 'GitLab',
  },
  findings: [
    secret({
      presence: 'new',
      name: 'AWS access token',
      severity: 'Critical',
      description:
        'AWS access keys give access to an account of Amazon Web Services, as far as its policies go.',
      solution: `If you want to continue to use this access key:

1. Deactivate the key in the IAM console, and see whether anything misses it.
2. Create another key, and keep it in a masked CI/CD variable.
3. Delete the key that leaked. It stays in the history of the repository.`,
      rule: 'AWS',
      file: 'deploy/env.sh',
      line: 'export AWS_ACCESS_KEY_ID=',
    }),
    secret({
      presence: 'existing',
      name: 'Slack webhook',
      severity: 'Medium',
      description: 'Whoever knows the address of a webhook can write into its Slack channel.',
      solution:
        'Regenerate the webhook in the settings of the Slack app, and mount its address from a secret.',
      rule: 'Slack Webhook',
      file: 'deploy/k8s/settings.yaml',
      line: '    alerts: ',
    }),
    secret({
      presence: 'existing',
      name: 'RSA private key',
      severity: 'Critical',
      description: "A private key lets its holder sign and decrypt in its owner's name.",
      solution:
        'Replace the key wherever it is used, and take the public key that belongs to it out of trust.',
      rule: 'RSA private key',
      file: 'services/orders/tests/fixtures/webhook.pem',
      line: '-----BEGIN ',
    }),
  ],
};

interface Secret extends Pick<SampleFinding, 'presence' | 'name' | 'severity' | 'description'> {
  readonly solution: string;
  readonly rule: string;
  readonly file: string;
  /** Where the line begins; the secret itself is put together at run time. */
  readonly line: string;
}

function secret({ rule, file, line, ...finding }: Secret): SampleFinding {
  return {
    ...finding,
    identifiers: [gitleaks(rule), cwe(798)],
    location: (tree) => {
      const { start } = tree.find(file, line);
      return { file, commit: tree.lastCommit(file), start_line: start, end_line: start };
    },
    more: () => ({ raw_source_code_extract: `${line.trim()}[MASKED]` }),
  };
}
