import fc from 'fast-check';

/** Few different lines, so that most stand more than once: what a comparison can take for something else. */
export const alikeLine = fc.constantFrom('a', 'b', 'c', '', '}', '  }', '  return x;');

/** Lines as code has them, most of them different. */
export const codeLine = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom('', '}', '  }', '  return result;', '@Test', '/**', ' */') },
  {
    weight: 5,
    arbitrary: fc
      .tuple(fc.nat(3), fc.nat(60))
      .map(([depth, number]) => `${'  '.repeat(depth)}const value${number} = read(${number});`),
  },
);

/** A place in a text, how many lines are taken out there, and what is put in. */
export interface Change {
  readonly at: number;
  readonly removed: number;
  readonly added: readonly string[];
}

const changesOf = (line: fc.Arbitrary<string>) =>
  fc.array(fc.record({ at: fc.nat(40), removed: fc.nat(4), added: fc.array(line, { maxLength: 4 }) }), {
    maxLength: 6,
  });

/** A text and what became of it. */
export const editedText = fc
  .oneof(
    ...[alikeLine, codeLine].map((line) =>
      fc.record({
        before: fc.array(line, { maxLength: 40 }),
        changes: changesOf(line),
      }),
    ),
  )
  .map(({ before, changes }) => ({ before, after: changes.reduce(change, before) }));

function change(text: readonly string[], { at, removed, added }: Change): readonly string[] {
  const start = text.length === 0 ? 0 : at % (text.length + 1);
  return text.toSpliced(start, removed, ...added);
}

/** Numbered lines: each stands once. */
export function numbered(count: number, word = 'line'): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${word} number ${index}`);
}
