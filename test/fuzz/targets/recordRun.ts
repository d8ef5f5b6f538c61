import type { Instance } from '../../../src/core/model/project.ts';
import { fetchSnapshot } from '../../../src/core/sync/fetchSnapshot.ts';
import type { BranchHead } from '../../../src/core/sync/ports.ts';
import { RunMemory } from '../../../src/core/sync/runMemory.ts';
import { Connections } from '../../../src/gitlab/connections.ts';
import { GitLab } from '../../gitlab/gitLab.ts';
import { parseFixture } from './parseFixture.ts';
import { keyOf } from './answers.ts';
import type { Recorded } from './mutateAnswer.ts';

export interface Recording {
  readonly answers: ReadonlyMap<string, Recorded>;
  readonly head: BranchHead;
  readonly instance: Instance;
}

const commits = { base: 'a'.repeat(40), head: 'b'.repeat(40) };

/** One run against the test GitLab, and all that it answered. */
export async function recordRun(tier: 'ultimate' | 'free', version: string): Promise<Recording> {
  const gitlab = await GitLab.start({ tier, version });
  try {
    const dana = gitlab.addUser('dana');
    const token = gitlab.addToken(dana);
    const project = gitlab.addProject('acme/shop/api', { members: [[dana, 'developer']] });
    const report = parseFixture('sast.json');
    const older = { ...report, vulnerabilities: report.vulnerabilities.slice(1) };
    const jobsOf = (sast: object) => [
      { name: 'semgrep-sast', reports: { sast }, archive: { 'gl-sast-report.json': JSON.stringify(sast) } },
    ];
    gitlab.addPipeline(project, { sha: commits.base, jobs: jobsOf(older) });
    const mergeRequest = gitlab.addMergeRequest(project, {
      sourceBranch: 'feature',
      diffRefs: { baseSha: commits.base, startSha: commits.base, headSha: commits.head },
    });
    gitlab.addPipeline(project, { mergeRequest, jobs: jobsOf(report) });
    const head: BranchHead = {
      repository: { root: 'file:///api', name: 'api' },
      remotes: [{ name: 'origin', url: `${gitlab.url}/acme/shop/api.git` }],
      branch: 'feature',
      remoteBranches: ['feature'],
      commit: commits.head,
      probableBase: commits.base,
    };
    const answers = new Map<string, Recorded>();
    const instance = { url: gitlab.url };
    const silent = () => undefined;
    const logger = { trace: silent, debug: silent, info: silent, warn: silent, error: silent };
    const signedIn = new Connections({
      fetch: async (url, init) => {
        const response = await fetch(url, init);
        const body = new Uint8Array(await response.arrayBuffer());
        const headers = Object.fromEntries(response.headers);
        for (const name of ['content-length', 'content-encoding', 'transfer-encoding'])
          Reflect.deleteProperty(headers, name);
        answers.set(keyOf(url, init), { status: response.status, headers, body });
        return new Response(body.length === 0 ? null : body, { status: response.status, headers });
      },
      logger,
      instances: () => Promise.resolve([instance]),
      ignoredHosts: () => [],
      token: () => Promise.resolve(token),
      wait: () => Promise.resolve(),
      random: () => 0,
      now: () => 0,
    });
    const scannedText = { linesAt: () => Promise.resolve(() => undefined) };
    const ports = { signedIn, scannedText, memory: new RunMemory(), now: () => 1, logger };
    const snapshot = await fetchSnapshot(head, ports, undefined, new AbortController().signal);
    if (snapshot.kind !== 'ready' || snapshot.findings.length === 0)
      throw new Error(JSON.stringify(snapshot));
    return { answers, head, instance };
  } finally {
    await gitlab.stop();
  }
}
