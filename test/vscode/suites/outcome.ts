/** How a suite went: its numbers, or why there are none. */
export type Outcome =
  | { readonly kind: 'ran'; readonly passed: number; readonly failed: number; readonly skipped: number }
  | { readonly kind: 'broken'; readonly reason: string };

/** The sum of all outcomes. Nothing passed is as bad as something failed: a run that checks nothing must not be green. */
export class Total {
  #passed = 0;
  #failed = 0;
  #skipped = 0;

  /**
   * What is not a matter of single tests counts as one failure and is returned. With `filtered`, a suite may turn out to
   * have none of the tests that were asked for.
   */
  add(outcome: Outcome, { filtered }: { readonly filtered: boolean }): string | undefined {
    if (outcome.kind === 'broken') {
      this.#failed++;
      return outcome.reason;
    }
    this.#passed += outcome.passed;
    this.#failed += outcome.failed;
    this.#skipped += outcome.skipped;
    if (filtered || outcome.passed + outcome.failed + outcome.skipped > 0) return undefined;
    this.#failed++;
    return 'it has no tests';
  }

  get isGood(): boolean {
    return this.#passed > 0 && this.#failed === 0;
  }

  toString(): string {
    const skipped = this.#skipped > 0 ? `${this.#skipped} skipped\n` : '';
    return `${skipped}${this.#passed} passed, ${this.#failed} failed`;
  }
}
