import type { SampleReport } from './sampleFinding.ts';
import { existingElsewhere } from './sast/existingElsewhere.ts';
import { existingInService } from './sast/existingInService.ts';
import { newInFrontend } from './sast/newInFrontend.ts';
import { newInService } from './sast/newInService.ts';

/** What the job `semgrep-sast` writes. */
export const sast: SampleReport = {
  type: 'sast',
  version: '15.2.4',
  analyzer: {
    id: 'semgrep',
    name: 'Semgrep',
    version: '6.11.0',
    url: 'https://gitlab.com/gitlab-org/security-products/analyzers/semgrep',
    vendor: 'GitLab',
  },
  scanner: {
    id: 'semgrep',
    name: 'Semgrep',
    version: '1.110.0',
    url: 'https://github.com/semgrep/semgrep',
    vendor: 'GitLab',
  },
  findings: [...newInService, ...newInFrontend, ...existingInService, ...existingElsewhere],
};
