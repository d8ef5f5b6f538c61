import { plainLine } from './plainText.ts';
import { withoutSecrets } from './withoutSecrets.ts';

/** One step on the way from this computer to a finding. */
export interface DiagnosisStep {
  readonly name: string;
  /** `noted` is neither good nor bad. */
  readonly outcome: 'ok' | 'failed' | 'noted' | 'skipped';
  /** What is the case, a sentence without a full stop. */
  readonly meaning: string;
  /** What to change, an order without a full stop. */
  readonly change?: string;
}

export interface Diagnosis {
  readonly title: string;
  /** Versions and the like, for a bug report. */
  readonly about: readonly string[];
  readonly steps: readonly DiagnosisStep[];
}

const marks = { ok: 'ok', failed: 'FAILED', noted: 'note', skipped: 'skipped' } as const;

/**
 * A diagnosis as a Markdown list, one line per step, fit to be pasted into a bug report.
 *
 * @param secrets what must not stand in it, whoever said it
 */
export function renderDiagnosis({ title, about, steps }: Diagnosis, secrets: readonly string[] = []): string {
  const failed = steps.find(({ outcome }) => outcome === 'failed');
  const summary = failed
    ? `The first step that fails is "${failed.name}": ${failed.meaning}.`
    : 'Every step that could be tried works.';
  const lines = [
    `# ${title}`,
    '',
    summary,
    '',
    ...steps.map(({ name, outcome, meaning, change }) => {
      const todo = change === undefined ? '' : ` To change: ${change}.`;
      return `- **${marks[outcome]}** ${name}: ${meaning}.${todo}`;
    }),
    '',
    ...about,
  ];
  return `${lines.map((line) => withoutSecrets(plainLine(line), secrets)).join('\n')}\n`;
}
