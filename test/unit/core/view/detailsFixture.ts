import type { Finding } from '../../../../src/core/model/finding.ts';
import { toLine1, type Line1 } from '../../../../src/core/model/location.ts';
import type { ReadySnapshot } from '../../../../src/core/model/snapshot.ts';
import type { Block, DetailsContent, Inline, SectionId } from '../../../../src/core/view/details/model.ts';

export const now = Date.parse('2026-03-03T12:00:00Z');

export function line(number: number): Line1 {
  const line1 = toLine1(number);
  if (line1 === undefined) throw new Error(`${number} is no line`);
  return line1;
}

export const readySnapshot: ReadySnapshot = {
  kind: 'ready',
  repository: { root: 'file:///api', name: 'api' },
  instance: { url: 'https://gitlab.example.com' },
  project: { path: 'shop/api', name: 'api', webUrl: 'https://gitlab.example.com/shop/api' },
  mergeRequest: {
    iid: '482',
    title: 'Add order export',
    webUrl: 'https://gitlab.example.com/shop/api/-/merge_requests/482',
    projectPath: 'shop/api',
    sourceBranch: 'feature/export',
    targetBranch: 'main',
    updatedAt: '2026-03-03T11:00:00Z',
  },
  choices: [],
  pipeline: {
    id: '99120',
    iid: '120',
    projectPath: 'shop/api',
    sha: 'abc1234def5678',
    status: 'success',
    finishedAt: '2026-03-03T11:48:00Z',
    webUrl: 'https://gitlab.example.com/shop/api/-/pipelines/99120',
    jobs: [],
    children: [],
  },
  branch: 'feature/export',
  headCommit: 'abc1234def5678',
  findings: [],
  reportsRead: 1,
  problems: [],
  comparison: 'done',
  fetchedAt: now,
};

/** The least a finding can be. */
export const bareFinding: Finding = {
  key: 'k1',
  type: 'sast',
  title: 'SQL injection',
  severity: 'high',
  scanner: { id: 'semgrep', name: 'Semgrep' },
  identifiers: [],
  location: { kind: 'code', file: 'src/search.py', startLine: line(48) },
  falsePositive: false,
  signatures: [],
  state: 'detected',
  change: 'new',
  sources: [{ kind: 'artifact', job: 'semgrep-sast', version: '15.2.4' }],
  hasRemediation: false,
  pipeline: {
    projectPath: 'shop/api',
    iid: '120',
    id: '99120',
    sha: '5c124166c6b84a22156528116657ecc9f873d040',
  },
};

export const noDetails = { links: [], remediations: [], codeFlows: [], details: [], evidence: [] };

export function blocksOf({ model }: DetailsContent, id: SectionId): readonly Block[] {
  return model.parts.flatMap((part) => (part.kind === 'section' && part.id === id ? part.blocks : []));
}

/** What can be read, links as `text→url`. */
export function wordsOf(blocks: readonly Block[]): string {
  return blocks
    .map((block) => {
      switch (block.kind) {
        case 'paragraph':
          return block.inlines.map(word).join('');
        case 'list':
          return block.items.map((item) => `- ${wordsOf(item)}`).join('\n');
        case 'code':
          return block.text;
        case 'facts':
          return block.facts
            .map(({ label, inlines }) => `${label}: ${inlines.map(word).join('')}`)
            .join('\n');
        case 'steps':
          return block.steps.map(({ type, name, text }) => [type, name, text].join(' ')).join('\n');
        case 'diff':
          return block.lines.map(({ text }) => text).join('\n');
      }
    })
    .join('\n');
}

function word(inline: Inline): string {
  switch (inline.kind) {
    case 'emphasis':
    case 'strong':
      return inline.inlines.map(word).join('');
    case 'link':
      return `${inline.text}→${inline.url}${inline.host === undefined ? '' : ` (${inline.host})`}`;
    case 'text':
    case 'code':
    case 'place':
      return inline.text;
  }
}
