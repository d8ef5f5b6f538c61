import { randomBytes } from 'node:crypto';
import { GitLab } from '../gitlab/gitLab.ts';
import type { GitLabOptions } from '../gitlab/settings.ts';
import { MadeRepository } from '../gitlab/support/madeRepository.ts';
import type { JobOptions } from '../gitlab/state/job.ts';
import { vulnerability } from '../support/reportFixture.ts';
import type { SetUp } from '../vscode/suites/setup.ts';
import { addShop, reported, reportOf, shopFiles, type Flaw } from './support/setup/addShop.ts';
import { answer } from './support/setup/answer.ts';
import { cloneOf, git } from './support/setup/cloneOf.ts';
import { gitLabControls } from './support/setup/gitLabControls.ts';

/** The report is also a file of the job's archive. */
function archived(file: string, pad = '') {
  return (...flaws: readonly Flaw[]): readonly JobOptions[] => {
    const report = { ...reportOf(...flaws), pad };
    return [{ name: 'semgrep-sast', reports: { sast: report }, archive: { [file]: report } }];
  };
}

/** More than half a megabyte: such a report is read on a thread of its own. */
const large = randomBytes(400_000).toString('base64');

/** A report of version 2.0, which GitLab no longer takes in. */
function alsoOutdated(...flaws: readonly Flaw[]): readonly JobOptions[] {
  const outdated = vulnerability({
    name: 'lodash',
    category: 'dependency_scanning',
    location: { file: 'package-lock.json', dependency: { package: { name: 'lodash' }, version: '4.17.15' } },
  });
  return [...reported(...flaws), { name: 'gemnasium', reports: { dependency_scanning: [outdated] } }];
}

const kinds = {
  ultimate: [{ tier: 'ultimate' }, reported],
  'ultimate-16': [{ tier: 'ultimate', version: '16.3.9' }, reported],
  'free-19.4': [{ tier: 'free', version: '19.4.0' }, reported],
  'free-19.4-store': [{ tier: 'free', version: '19.4.0', objectStore: true }, reported],
  'ce-18.8-file': [{ tier: 'ce' }, archived('gl-sast-report.json')],
  'ce-16-archive': [{ tier: 'ce', version: '16.3.9' }, archived('a/gl-sast-report.json', large)],
  'free-18.8': [{ tier: 'free' }, reported],
  both: [{ tier: 'ultimate', version: '19.4.0' }, alsoOutdated],
} as const satisfies Record<
  string,
  readonly [GitLabOptions, (...flaws: readonly Flaw[]) => readonly JobOptions[]]
>;

export type Kind = keyof typeof kinds;

/** GitLabs of every kind with the same project, each a remote of one clone. Nobody is signed in yet. */
export const setup: SetUp = async ({ temporaryFolder }) => {
  const repository = new MadeRepository();
  const { 'src/old.py': oldText, ...newFiles } = shopFiles;
  repository.commit('main', { 'src/old.py': oldText });
  repository.commit('feature', { ...newFiles, 'package-lock.json': '{}\n' });
  const folder = cloneOf(repository.bare, `${temporaryFolder}/api`, 'git@example.invalid:a/b.git', 'feature');
  const all = new Map<string, { readonly gitlab: GitLab; readonly token: string }>();
  for (const [kind, [options, jobs]] of Object.entries(kinds)) {
    const gitlab = await GitLab.start(options);
    all.set(kind, { gitlab, token: addShop(gitlab, { repository: repository.bare, jobs }).token });
    gitlab.delay('*', 20);
    git(folder, 'remote', 'add', kind, `${gitlab.url}/acme/shop/api.git`);
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

function controlsOf(all: ReadonlyMap<string, { readonly gitlab: GitLab; readonly token: string }>) {
  const of = (kind: Kind) => {
    const found = all.get(kind);
    if (!found) throw new Error(`no GitLab ${kind}`);
    return found;
  };
  return {
    /** What to sign in with; forgets the requests of before. */
    account: (kind: Kind) => {
      for (const { gitlab } of all.values()) gitlab.resetRequests();
      return { token: of(kind).token, host: of(kind).gitlab.url };
    },
    roundTrips: (kind: Kind) => gitLabControls(of(kind).gitlab).roundTrips(),
    requests: (kind: Kind) => gitLabControls(of(kind).gitlab).requests(),
    requestsToOthers: (kind: Kind) =>
      [...all].flatMap(([other, { gitlab }]) => (other === kind ? [] : gitlab.requests)).length,
    /** Whether the object store was asked, and whether the token was among what it was sent. */
    store: (kind: Kind) => {
      const { gitlab, token } = of(kind);
      const sent = JSON.stringify(gitlab.objectStore.requests);
      return { asked: gitlab.objectStore.requests.length, token: sent.includes(token) };
    },
    resetRequests: (kind: Kind) => of(kind).gitlab.resetRequests(),
  };
}

export type Controls = ReturnType<typeof controlsOf>;
