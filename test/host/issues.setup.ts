import { GitLab } from '../gitlab/gitLab.ts';
import type { Fault } from '../gitlab/http/fault.ts';
import { MadeRepository } from '../gitlab/support/madeRepository.ts';
import type { JobOptions } from '../gitlab/state/job.ts';
import type { Project } from '../gitlab/state/project.ts';
import type { SetUp } from '../vscode/suites/setup.ts';
import { addShop, fresh, reported, shopFiles, type Flaw } from './support/setup/addShop.ts';
import { answer } from './support/setup/answer.ts';
import { cloneOf, git } from './support/setup/cloneOf.ts';

const tiers = ['ultimate', 'free'] as const;
export type Tier = (typeof tiers)[number];

/** Enough for every test to have its own. */
const rules = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven'];

function jobs(...flaws: readonly Flaw[]): readonly JobOptions[] {
  const more = rules.map((rule): Flaw => ['src/new.py', 2, rule]);
  return reported(...flaws, ...(flaws.includes(fresh) ? more : []));
}

/** The same merge request on an Ultimate and a Free GitLab, each a remote of one clone. Nobody is signed in yet. */
export const setup: SetUp = async ({ temporaryFolder }) => {
  const repository = new MadeRepository();
  const { 'src/old.py': oldText, ...newFiles } = shopFiles;
  repository.commit('main', { 'src/old.py': oldText });
  repository.commit('feature', newFiles);
  const folder = cloneOf(repository.bare, `${temporaryFolder}/api`, 'git@example.invalid:a/b.git', 'feature');
  const all = new Map<Tier, { readonly gitlab: GitLab; readonly project: Project; readonly token: string }>();
  for (const tier of tiers) {
    const gitlab = await GitLab.start({ tier, version: '19.4.0' });
    const { project, token } = addShop(gitlab, { repository: repository.bare, jobs });
    gitlab.addLabel(project, 'bug');
    gitlab.addLabel(project, 'security');
    gitlab.addMilestone(project, 'v1');
    all.set(tier, { gitlab, project, token });
    git(folder, 'remote', 'add', tier, `${gitlab.url}/acme/shop/api.git`);
  }
  return {
    folder,
    control: answer(controlsOf(all)),
    dispose: async () => {
      repository.remove();
      await Promise.all([...all.values()].map(({ gitlab }) => gitlab.stop()));
    },
  };
};

function controlsOf(
  all: ReadonlyMap<Tier, { readonly gitlab: GitLab; readonly project: Project; readonly token: string }>,
) {
  const of = (tier: Tier) => {
    const found = all.get(tier);
    if (!found) throw new Error(`no GitLab ${tier}`);
    return found;
  };
  return {
    account: (tier: Tier) => ({ token: of(tier).token, host: of(tier).gitlab.url }),
    /** What GitLab holds. */
    issues: (tier: Tier) => of(tier).gitlab.inspect().issues,
    stateOf: (tier: Tier, title: string) =>
      of(tier)
        .gitlab.inspect()
        .decisions.find((one) => one.title === title)?.state ?? null,
    fail: (tier: Tier, target: string, fault: Fault, times = 1) => of(tier).gitlab.fail(target, fault, times),
    delay: (tier: Tier, target: string, ms: number) => of(tier).gitlab.delay(target, ms),
    recover: (tier: Tier) => of(tier).gitlab.recover(),
    writes: (tier: Tier) => of(tier).gitlab.writes(),
  };
}

export type Controls = ReturnType<typeof controlsOf>;
