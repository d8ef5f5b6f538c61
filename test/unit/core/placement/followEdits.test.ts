import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { followEdits, type Edit, type ScannedLines } from '../../../../src/core/placement/followEdits.ts';
import { lineRange, splitLines } from '../../../../src/core/placement/lines.ts';
import { compareTexts, placeLines, type LinePlace } from '../../../../src/core/placement/placeLines.ts';
import { alikeLine, codeLine } from './texts.ts';

const followEdit = (
  place: LinePlace,
  scanned: ScannedLines | undefined,
  one: Edit,
  lineAt: (line: number) => string | undefined,
) => followEdits(place, scanned, [one], lineAt);

/** What is written over the characters from one place up to another one. */
interface Replacement {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** As the editor tells it: last one first, each counted in the text before all of them. */
function editsOf(text: string, replacements: readonly Replacement[]): readonly Edit[] {
  const lineOf = (offset: number) => text.slice(0, offset).split('\n').length - 1;
  return replacements.toReversed().map(({ from, to, text: added }) => ({
    startLine: lineOf(from),
    endLine: lineOf(to),
    endCharacter: to - (text.lastIndexOf('\n', to - 1) + 1),
    addedBreaks: added.split('\n').length - 1,
  }));
}

function replace(text: string, replacements: readonly Replacement[]): string {
  return replacements.reduceRight(
    (now, { from, to, text: added }) => now.slice(0, from) + added + now.slice(to),
    text,
  );
}

/** What takes the replacements back. */
function undoing(text: string, replacements: readonly Replacement[]): readonly Replacement[] {
  let shift = 0;
  return replacements.map(({ from, to, text: added }) => {
    const back = { from: from + shift, to: from + shift + added.length, text: text.slice(from, to) };
    shift += added.length - (to - from);
    return back;
  });
}

const written = fc.oneof(
  fc.constantFrom('', 'x', '\n', '\n\n', 'a\n', '\nb', '}\n  }\n'),
  fc.array(alikeLine, { maxLength: 4 }).map((lines) => lines.join('\n')),
);
/** One to three replacements by shares of the text's length, so that they fit any text. */
const event = fc
  .array(fc.tuple(fc.nat(1000), fc.nat(200), fc.boolean(), written), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.toSorted(([one], [other]) => one - other));
type Event = typeof event extends fc.Arbitrary<infer T> ? T : never;

function replacementsIn(text: string, parts: Event): readonly Replacement[] {
  const replacements: Replacement[] = [];
  let free = 0;
  for (const [at, length, wholeLines, added] of parts) {
    let from = Math.floor((at / 1000) * text.length);
    if (wholeLines) from = text.lastIndexOf('\n', from - 1) + 1;
    from = Math.max(free, from);
    let to = Math.min(text.length, from + Math.floor(length / 10));
    if (wholeLines) to = Math.max(from, text.lastIndexOf('\n', to - 1) + 1);
    replacements.push({ from, to, text: added });
    free = to + 1;
    if (free > text.length) break;
  }
  return replacements;
}

const step = fc.oneof(
  { weight: 6, arbitrary: event },
  { weight: 2, arbitrary: fc.constant('undo' as const) },
  { weight: 1, arbitrary: fc.constant('save' as const) },
);
const session = fc.record({
  scanned: fc.oneof(
    fc.array(alikeLine, { minLength: 1, maxLength: 20 }),
    fc.array(codeLine, { minLength: 1, maxLength: 20 }),
  ),
  start: fc.nat(19),
  length: fc.integer({ min: 1, max: 4 }),
  steps: fc.array(step, { maxLength: 12 }),
});

test('through edits, undos and saves nothing is called there that is not, and a save tells all', () => {
  fc.assert(
    fc.property(session, ({ scanned, start: at, length, steps }) => {
      const start = at % scanned.length;
      const lines = lineRange(start, Math.min(scanned.length, start + length));
      const remembered: ScannedLines = { lines, text: scanned.slice(lines.start, lines.end) };
      const fresh = (text: string) => placeLines(compareTexts(scanned, splitLines(text)), lines);
      let text = scanned.join('\n');
      let place: LinePlace = { kind: 'exact', lines };
      const done: { readonly text: string; readonly replacements: readonly Replacement[] }[] = [];
      const apply = (replacements: readonly Replacement[]) => {
        const edits = editsOf(text, replacements);
        text = replace(text, replacements);
        const now = splitLines(text);
        place = followEdits(place, remembered, edits, (line) => now[line]);
      };
      for (const next of steps) {
        if (next === 'save') {
          place = fresh(text);
        } else if (next === 'undo') {
          const last = done.pop();
          if (!last) continue;
          apply(undoing(last.text, last.replacements));
          assert.equal(text, last.text);
        } else {
          const replacements = replacementsIn(text, next);
          done.push({ text, replacements });
          apply(replacements);
        }
        if (place.kind === 'gone') continue;
        assert.ok(place.lines.start >= 0 && place.lines.start < place.lines.end);
        if (place.kind === 'changed') continue;
        assert.deepEqual(splitLines(text).slice(place.lines.start, place.lines.end), remembered.text);
        assert.equal(place.kind, place.lines.start === lines.start ? 'exact' : 'moved');
      }
      // What was followed on the way leaves no trace in what a comparison says.
      place = fresh(text);
      assert.deepEqual(place, placeLines(compareTexts([...scanned], text.split('\n')), lines));
    }),
    { seed: 40, numRuns: 3000 },
  );
});

test('an edit elsewhere leaves a place there, and an undo brings back what was edited', () => {
  const scanned = Array.from({ length: 12 }, (_, index) => `const value${index} = read(${index});`);
  fc.assert(
    fc.property(event, fc.nat(11), (parts, start) => {
      const lines = lineRange(start, start + 1);
      const remembered: ScannedLines = { lines, text: scanned.slice(start, start + 1) };
      const text = scanned.join('\n');
      const replacements = replacementsIn(text, parts);
      const after = replace(text, replacements);
      const now = after.split('\n');
      const place = followEdits(
        { kind: 'exact', lines },
        remembered,
        editsOf(text, replacements),
        (line) => now[line],
      );
      const stands = now.indexOf(scanned[start] ?? '');
      if (stands >= 0)
        assert.deepEqual(place, {
          kind: stands === start ? 'exact' : 'moved',
          lines: lineRange(stands, stands + 1),
        });
      else assert.ok(place.kind === 'changed' || place.kind === 'gone');
      if (place.kind === 'gone') return;
      const back = followEdits(
        place,
        remembered,
        editsOf(after, undoing(text, replacements)),
        (line) => scanned[line],
      );
      if (parts.length === 1) assert.deepEqual(back, { kind: 'exact', lines });
    }),
    { seed: 41, numRuns: 3000 },
  );
});

const place: LinePlace = { kind: 'exact', lines: lineRange(5, 6) };
const known: ScannedLines = { lines: lineRange(5, 6), text: ['run(command);'] };
const text = ['0', '1', '2', '3', '4', 'run(command);', '6'];
const edit = (startLine: number, endLine: number, addedBreaks: number, endCharacter = 0): Edit => ({
  startLine,
  endLine,
  endCharacter,
  addedBreaks,
});
const inText = (lines: readonly string[]) => (line: number) => lines[line];

test('what happens below or beside it does not even make a new object', () => {
  assert.equal(followEdit(place, known, edit(6, 6, 3), inText(text)), place);
  assert.equal(followEdit(place, known, edit(2, 2, 0, 1), inText(text)), place);
  assert.deepEqual(followEdit({ kind: 'gone' }, known, edit(5, 5, 0), inText(text)), { kind: 'gone' });
});

test('the line is broken, joined again, overwritten by a version of it and by something else', () => {
  const broken = followEdit(
    place,
    known,
    edit(5, 5, 1, 4),
    inText(text.toSpliced(5, 1, 'run(', 'command);')),
  );
  assert.deepEqual(broken, { kind: 'changed', lines: lineRange(6, 7) });
  assert.deepEqual(followEdit(broken, known, edit(5, 6, 0), inText(text)), place);
  const whole = edit(5, 5, 0, 13);
  assert.deepEqual(followEdit(place, known, whole, inText(text.with(5, 'run(safe(command));'))), {
    kind: 'changed',
    lines: lineRange(5, 6),
  });
  assert.deepEqual(followEdit(place, known, edit(5, 6, 0), inText(text.toSpliced(5, 1))), { kind: 'gone' });
});

test('without the scanned text nothing that was touched is called there', () => {
  assert.equal(followEdit(place, undefined, edit(5, 5, 0, 3), inText(text)).kind, 'changed');
  assert.deepEqual(followEdit(place, undefined, edit(0, 0, 2), inText(text)), {
    kind: 'moved',
    lines: lineRange(7, 8),
  });
});

test('several edits of one event: the text is looked at only where all of them leave the place', () => {
  // A line is put in at the top, and one of three equal ones is edited; a number in between means another one of them.
  const before = ['0', 'run(command);', 'run(command);', 'run(command);'];
  const after = ['new', '0', 'run(command);', 'run(command);', 'run(commands);'];
  const lines = lineRange(3, 4);
  const followed = followEdits(
    { kind: 'exact', lines },
    { lines, text: before.slice(3) },
    [edit(3, 3, 0, 11), edit(0, 0, 1)],
    inText(after),
  );
  assert.deepEqual(followed, { kind: 'changed', lines: lineRange(4, 5) });
});

test('a place of many lines that are alike costs no more than arithmetic', () => {
  const alike = Array.from({ length: 20_000 }, () => '');
  const lines = lineRange(0, alike.length);
  const after = alike.with(10_000, 'x');
  let looks = 0;
  const followed = followEdits(
    { kind: 'exact', lines },
    { lines, text: alike },
    [edit(10_000, 10_000, 0)],
    (line) => (looks++, after[line]),
  );
  assert.deepEqual(followed, { kind: 'changed', lines });
  assert.ok(looks < 100_000, `${looks} looks`);
});
