import { GitLab } from '../gitlab/gitLab.ts';
import type { Content } from '../gitlab/state/artifact.ts';
import { sastReport, vulnerability } from '../support/reportFixture.ts';
import { MadeRepository } from '../gitlab/support/madeRepository.ts';
import type { SetUp } from '../vscode/suites/setup.ts';
import { addShop, fresh, old, reported, shopFiles, type Shop } from './support/setup/addShop.ts';
import { answer } from './support/setup/answer.ts';
import { cloneOf } from './support/setup/cloneOf.ts';
import { gitLabControls } from './support/setup/gitLabControls.ts';

/** A GitLab without licence, where findings take GraphQL and REST: twice as much that can fail. */
export const setup: SetUp = async ({ temporaryFolder }) => {
  const gitlab = await GitLab.start({ tier: 'free', version: '19.4.0' });
  const repository = new MadeRepository();
  repository.commit('main', { 'src/old.py': shopFiles['src/old.py'] });
  repository.commit('feature', shopFiles);
  const shop = addShop(gitlab, { repository: repository.bare, jobs: reported });
  return {
    folder: cloneOf(repository.bare, `${temporaryFolder}/api`, `${gitlab.url}/acme/shop/api.git`, 'feature'),
    env: { GITLAB_TOKEN: shop.token, GITLAB_HOST: gitlab.url },
    control: answer(controlsOf(gitlab, shop)),
    dispose: async () => {
      repository.remove();
      await gitlab.stop();
    },
  };
};

function controlsOf(gitlab: GitLab, { project, mergeRequest, token, dana }: Shop) {
  return {
    ...gitLabControls(gitlab),
    revokeToken: () => gitlab.revokeToken(token),
    newToken: (kind: 'good' | 'expired' | 'without scope') =>
      gitlab.addToken(dana, {
        ...(kind === 'expired' && { expiresAt: new Date(0) }),
        ...(kind === 'without scope' && { scopes: ['read_user'] }),
      }),
    /** A pipeline with one more job, whose report is this; gives the job's path in REST. */
    addPipeline: (secrets: Content) => {
      const { jobs } = gitlab.addPipeline(project, {
        mergeRequest,
        jobs: [...reported(old, fresh), { name: 'secret_detection', reports: { secret_detection: secrets } }],
      });
      return `/api/v4/projects/${encodeURIComponent(project.path)}/jobs/${jobs[1]?.id ?? ''}/artifacts`;
    },
    secretReport: () => {
      const location = { file: 'src/new.py', start_line: 2, commit: { sha: '0000000' } };
      const report = sastReport(vulnerability({ name: 'Rule secret', location }));
      return { ...report, scan: { ...report.scan, type: 'secret_detection' } };
    },
  };
}

export type Controls = ReturnType<typeof controlsOf>;
