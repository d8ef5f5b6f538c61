import type { CodeFlowStep, Detail, Remediation } from '../../model/finding.ts';
import type { Placement } from '../../placement/placement.ts';
import { plainLine, shorten, visible } from '../plainText.ts';
import { count, stepNames } from '../words.ts';
import { diffBlock } from './diffBlock.ts';
import { linkedText } from './inlinesOf.ts';
import { codeBlocks } from './locationSection.ts';
import type { Block, Fact, Step } from './model.ts';
import { cutNote, richText } from './richText.ts';
import type { Targets } from './targets.ts';

const maxSteps = 200;
const maxDetails = 100;
const maxRemediations = 5;

export function codeFlowBlocks(
  flows: readonly (readonly CodeFlowStep[])[],
  placements: readonly (readonly Placement[])[],
  targets: Targets,
): readonly Block[] {
  const filled = flows.filter((flow) => flow.length > 0).length;
  let number = 0;
  return flows.flatMap((flow, index): readonly Block[] => {
    if (flow.length === 0) return [];
    const steps = flow
      .slice(0, maxSteps)
      .map((step, place) => toStep(step, placements[index]?.[place], targets));
    number += 1;
    const label = filled === 1 ? 'Code flow' : `Flow ${number} of ${filled}`;
    return [{ kind: 'steps', label, steps }, ...notShown(flow.length - maxSteps, 'step')];
  });
}

function toStep(step: CodeFlowStep, placement: Placement | undefined, targets: Targets): Step {
  const { text, place } = targets.place(step, placement);
  const name = shorten(plainLine(step.name ?? ''), 200);
  return { type: stepNames[step.type], text, place, ...(name !== '' && { name }) };
}

export function solutionBlocks(
  solution: string | undefined,
  remediations: readonly Remediation[],
  targets: Targets,
): readonly Block[] {
  return [
    ...richText(solution ?? '', targets),
    ...remediations.slice(0, maxRemediations).flatMap(({ summary, diff }): readonly Block[] => {
      const text = shorten(plainLine(summary), 200);
      if (diff) return [diffBlock(diff, text === '' ? 'Suggested change' : `Suggested change: ${text}`)];
      return text === plainLine(solution ?? '') ? [] : richText(summary, targets);
    }),
    ...notShown(remediations.length - maxRemediations, 'suggested change'),
  ];
}

/** Short ones side by side with their names, long ones below them. */
export function detailBlocks(details: readonly Detail[], targets: Targets): readonly Block[] {
  const blocks: Block[] = [];
  let facts: Fact[] = [];
  const flush = () => {
    if (facts.length > 0) blocks.push({ kind: 'facts', facts });
    facts = [];
  };
  for (const { name, text, code = false } of details.slice(0, maxDetails)) {
    const label = shorten(plainLine(name), 80) || 'Detail';
    if (text.trim() === '') continue;
    if (code) {
      flush();
      blocks.push(...codeBlocks(label, text));
    } else facts.push({ label, inlines: linkedText(visible(text.slice(0, 20_000)).trim(), targets) });
    if (!code && text.length > 20_000) {
      flush();
      blocks.push(cutNote(text, 20_000));
    }
  }
  flush();
  return [...blocks, ...notShown(details.length - maxDetails, 'detail')];
}

/** Says how many there are besides, if there are any. */
export function notShown(number: number, noun: string): readonly Block[] {
  const text = `… ${count(number, `more ${noun}`)} not shown.`;
  return number > 0 ? [{ kind: 'paragraph', muted: true, inlines: [{ kind: 'text', text }] }] : [];
}
