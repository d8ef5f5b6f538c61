import type { Random } from './random.ts';

/** Lines as code has them: most of them once, brackets and the like over and over. */
export function codeLines(count: number, random: Random): string[] {
  const number = () => Math.floor(random() * 10_000);
  return Array.from({ length: count }, (_, index) => {
    if (index % 7 === 6) return '  }';
    if (index % 11 === 10) return '';
    if (index % 13 === 12) return '    return result;';
    return `    const value${number()} = compute(options.${'abcdefgh'[index % 8]}${number()}, ${index});`;
  });
}

/** Changes so many of the lines: a third each taken out, put in and edited, in places of some lines. */
export function editLines(lines: readonly string[], share: number, random: Random): string[] {
  const edited: string[] = [];
  let left = 0;
  let what = 0;
  for (const line of lines) {
    if (left === 0 && random() < share / 3) [left, what] = [1 + Math.floor(random() * 5), random()];
    if (left > 0) left--;
    else what = 1;
    if (what >= 1) edited.push(line);
    else if (what < 1 / 3) edited.push(`${line} // edited`);
    else if (what < 2 / 3) edited.push(line, `    await added(${Math.floor(random() * 10_000)});`);
  }
  return edited;
}

/** Pairs of texts that are hard to compare, each in its own way. */
export function hardTexts(
  count: number,
  random: Random,
): Readonly<Record<string, readonly [before: readonly string[], after: readonly string[]]>> {
  const code = codeLines(count, random);
  const some = (different: number) =>
    Array.from({ length: count }, () => `line ${Math.floor(random() * different)}`);
  const inTurns = Array.from({ length: count }, (_, index) => (index % 2 === 0 ? 'one' : 'other'));
  const five = Array.from({ length: count }, (_, index) => `line ${index % (count / 5)}`);
  const ladder = (word: string) =>
    Array.from({ length: count / 2 }, (_, index) => [`${index + 1}`, `${index}`, `${word} ${index}`]).flat();
  return {
    '30 % changed': [code, editLines(code, 0.3, random)],
    'nothing in common': [code, code.map((_, index) => `other ${index}`)],
    'all lines equal': [code.map(() => 'x'), code.map(() => 'x').slice(50)],
    'two lines in turns': [inTurns, ['first', ...inTurns.slice(1, -1), 'last']],
    'two lines in disorder': [some(2), some(2)],
    'a thousand lines in disorder': [some(1000), some(1000)],
    'every line five times': [five, editLines(five, 0.3, random)],
    reversed: [code, code.toReversed()],
    'unique one after the other': [ladder('before'), ladder('after')],
  };
}
