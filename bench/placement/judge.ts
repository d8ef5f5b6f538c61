import { placeLines, type ComparedTexts, type LinePlace } from '../../src/core/placement/placeLines.ts';
import { lineRange } from '../../src/core/placement/lines.ts';
import type { TrueLine } from './truth.ts';
import type { Opinions } from './secondOpinions.ts';

/** How a placement compares with the truth. */
export type Verdict =
  /** Shown on the line that git traced it to, or not shown where git says it is gone. */
  | 'right'
  | 'rightlyGone'
  /** The same text stands at both places, and git, asked in another way, says what we say. */
  | 'ambiguous'
  /** The same text stands at both places, but git never puts the line where we do. */
  | 'elsewhere'
  /** Git traced it to the end, we call it changed or gone. */
  | 'lost'
  /** Git says it is gone; we show it at a line with the same text, which git never does. */
  | 'revived'
  /** Shown as exact or moved on a line with another text. This must not be. */
  | 'otherText';

export interface Judgement {
  readonly verdict: Verdict;
  readonly survives: boolean;
  readonly ours: LinePlace;
}

export async function judge(
  texts: ComparedTexts,
  line: number,
  truth: TrueLine | undefined,
  opinions: () => Promise<Opinions>,
): Promise<Judgement> {
  const ours = placeLines(texts, lineRange(line, line + 1));
  const survives = truth !== undefined;
  const said = (verdict: Verdict): Judgement => ({ verdict, survives, ours });
  if (ours.kind === 'changed' || ours.kind === 'gone') return said(survives ? 'lost' : 'rightlyGone');
  const { start, end } = ours.lines;
  const isExact = start === line;
  if (end !== start + 1 || texts.after[start] !== texts.before[line]) return said('otherText');
  if (isExact !== (ours.kind === 'exact')) throw new Error('exact means the same number, moved another one');
  if (truth?.line === start) return said('right');
  if ((await opinions())(line).has(start)) return said('ambiguous');
  return said(survives ? 'elsewhere' : 'revived');
}
