import { cwe, type Identifier } from './identifiers.ts';
import type { SampleReport } from './sampleFinding.ts';
import { codeFinding } from './sast/codeFinding.ts';

/** What the job `kics-iac-sast` writes; a child pipeline runs it. */
export const infrastructure: SampleReport = {
  type: 'sast',
  version: '15.2.4',
  analyzer: {
    id: 'kics',
    name: 'kics',
    version: '6.5.0',
    url: 'https://gitlab.com/gitlab-org/security-products/analyzers/kics',
    vendor: 'GitLab',
  },
  scanner: { id: 'kics', name: 'kics', version: '2.1.3', url: 'https://kics.io', vendor: 'Checkmarx' },
  findings: [
    codeFinding({
      presence: 'existing',
      name: 'Container is privileged',
      severity: 'High',
      description: 'A privileged container can do on its node whatever root can.',
      identifiers: [kics('dd29336b-fe57-445b-a26e-e6aa867ae609'), cwe(250)],
      file: 'deploy/k8s/orders.yaml',
      code: '            privileged: true',
    }),
    codeFinding({
      presence: 'new',
      name: 'Package lists are kept',
      severity: 'Info',
      description:
        'What `apt-get update` downloads stays in the image. Remove `/var/lib/apt/lists` in the same step.',
      identifiers: [kics('df746b39-6564-4fed-bf85-e9c44382303c')],
      file: 'Dockerfile',
      code: 'RUN apt-get update && apt-get install -y --no-install-recommends awscli curl',
    }),
  ],
};

function kics(id: string): Identifier {
  return { type: 'kics_id', name: id, value: id, url: 'https://docs.kics.io/latest/queries/all-queries/' };
}
