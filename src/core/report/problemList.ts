import { inDigits } from '../base/inDigits.ts';
import type { ReportProblem } from '../model/report.ts';
import { locateInJson } from './locateInJson.ts';

/** Nobody reads more, and each one costs a message. */
const maximumProblems = 100;

/** Collects what is wrong with a report, up to a hundred things; the rest is counted. */
export class ProblemList {
  readonly #problems: ReportProblem[] = [];
  readonly #seen = new Set<string>();
  #uncounted = 0;

  /** Past the cap a sentence is not even made. */
  add(pointer: string, message: () => string | undefined): void {
    if (this.#problems.length >= maximumProblems) {
      this.#uncounted += 1;
      return;
    }
    const sentence = message();
    if (sentence === undefined || this.#seen.has(`${pointer}\0${sentence}`)) return;
    this.#seen.add(`${pointer}\0${sentence}`);
    this.#problems.push({ message: sentence, pointer });
  }

  /** The problems with their places in the text the report was read from, which is asked for only where there are any. */
  located(text: () => string): readonly ReportProblem[] {
    if (this.#problems.length === 0) return [];
    const { positions } = locateInJson(text(), [
      ...new Set(this.#problems.map(({ pointer = '' }) => pointer)),
    ]);
    const located = this.#problems.map((problem) => ({
      ...problem,
      ...positions.get(problem.pointer ?? ''),
    }));
    if (this.#uncounted === 0) return located;
    return [...located, { message: `${inDigits(this.#uncounted)} more flaws like these are not listed.` }];
  }
}
