import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { followEdits, type Edit } from '../src/core/placement/followEdits.ts';
import { lineRange, splitLines } from '../src/core/placement/lines.ts';
import { compareTexts, placeLines, type LinePlace } from '../src/core/placement/placeLines.ts';
import { git } from '../test/sample/git.ts';
import { atMost, medianOf, type Measurement } from './measurement.ts';
import { codeLines, editLines, hardTexts } from './placement/madeTexts.ts';
import { randomFrom } from './placement/random.ts';

/** What it costs to follow findings while somebody types, to place them after a save, and not to let the editor wait. */
export function benchPlacement(): Promise<readonly Measurement[]> {
  return Promise.resolve([...typing(), ...placing(), longestStretch()]);
}

function millisecondsOf(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** Keystrokes in a file of 10,000 lines with 1,000 findings, every other one an Enter at the top, so that all of them move. */
function typing(): Measurement[] {
  const scannedText = codeLines(10_000, randomFrom(1));
  const all = Array.from({ length: 1000 }, (_, index) => {
    const lines = lineRange(index * 10, index * 10 + 1);
    return { lines, text: scannedText.slice(lines.start, lines.end) };
  });
  let text = [...scannedText];
  let places: readonly LinePlace[] = all.map(({ lines }) => ({ kind: 'exact', lines }));
  const lineAt = (line: number) => text[line];
  const press = (edit: Edit) =>
    (places = places.map((place, index) => followEdits(place, all[index], [edit], lineAt)));
  const keystrokes: number[] = [];
  const comparisons: number[] = [];
  for (let stroke = 0; stroke < 1000; stroke++) {
    const isEnter = stroke % 2 === 0;
    const at = isEnter ? 0 : (stroke * 7) % text.length;
    if (isEnter) text.unshift('');
    else text = text.with(at, `${text[at]}x`);
    const edit = { startLine: at, endLine: at, endCharacter: 0, addedBreaks: isEnter ? 1 : 0 };
    keystrokes.push(millisecondsOf(() => press(edit)));
    if (stroke % 50 > 0) continue;
    comparisons.push(
      millisecondsOf(() => {
        const texts = compareTexts(scannedText, text);
        for (const { lines } of all) placeLines(texts, lines);
      }),
    );
  }
  const sorted = keystrokes.toSorted((a, b) => a - b);
  const median = medianOf(keystrokes);
  return [
    atMost('a keystroke with 1,000 findings, median', median, 'ms', 0.3),
    atMost('a keystroke with 1,000 findings, 99th percentile', sorted[989] ?? NaN, 'ms', 2),
    atMost('a keystroke, times comparing the file anew', median / medianOf(comparisons), '×', 1),
  ];
}

/** 5,000 findings in 500 changed files, beside what `git diff` takes for the same files. */
function placing(): Measurement[] {
  const folder = mkdtempSync(join(tmpdir(), 'placement-bench-'));
  try {
    const random = randomFrom(2);
    const files = Array.from({ length: 500 }, (_, index) => {
      const lines = codeLines(200 + Math.floor(random() * 1800), random);
      const edited = editLines(lines, 0.05, random);
      return { path: `file${index}.ts`, before: `${lines.join('\n')}\n`, after: `${edited.join('\n')}\n` };
    });
    git(folder, ['init', '--quiet']);
    for (const { path, before } of files) writeFileSync(join(folder, path), before);
    git(folder, ['add', '.']);
    const author = ['-c', 'user.name=Dana', '-c', 'user.email=dana@acme.example'];
    git(folder, [...author, 'commit', '--quiet', '--message', 'Scanned']);
    for (const { path, after } of files) writeFileSync(join(folder, path), after);
    const commit = git(folder, ['rev-parse', 'HEAD']);
    const [ours, gits]: [number[], number[]] = [[], []];
    for (let run = 0; run < 9; run++) {
      gits.push(
        millisecondsOf(() => execFileSync('git', ['diff', commit], { cwd: folder, maxBuffer: 2 ** 28 })),
      );
      ours.push(millisecondsOf(() => files.forEach(placeTen)));
    }
    const milliseconds = medianOf(ours);
    return [
      atMost(
        'place 5,000 findings in 500 changed files, times git diff',
        milliseconds / medianOf(gits),
        '×',
        2,
      ),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

function placeTen({ before, after }: { readonly before: string; readonly after: string }): void {
  const texts = compareTexts(splitLines(before), splitLines(after));
  for (let finding = 0; finding < 10; finding++) {
    const line = Math.floor((texts.before.length * finding) / 10);
    placeLines(texts, lineRange(line, line + 1 + (finding % 3)));
  }
}

/** Of the texts that are not left to another thread: between files the editor goes on, so the longest one is what it waits for. */
function longestStretch(): Measurement {
  const medians = Object.entries(hardTexts(4000, randomFrom(3))).map(([name, [before, after]]) => {
    const times = Array.from({ length: 7 }, () => millisecondsOf(() => compareTexts(before, after)));
    return { name, milliseconds: medianOf(times) };
  });
  const [longest] = medians.sort((a, b) => b.milliseconds - a.milliseconds);
  if (!longest) throw new Error('no texts');
  return atMost(
    `compare two texts on the host's thread, the longest: ${longest.name}`,
    longest.milliseconds,
    'ms',
    16,
  );
}
