import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodeDiff } from '../../../../src/core/remediation/decodeDiff.ts';
import { parseDiff } from '../../../../src/core/remediation/parseDiff.ts';
import type { Refusal } from '../../../../src/core/remediation/refusal.ts';
import { explainRefusal } from '../../../../src/core/view/explainRefusal.ts';
import { ourApply } from './repository.ts';

const tree = { 'a.txt': { text: 'one\ntwo\nthree\n' }, 'b.txt': { text: 'b\n' } };
const hunk = '@@ -1,3 +1,3 @@\n one\n-two\n+TWO\n three\n';
const edit = `diff --git a/a.txt b/a.txt\n--- a/a.txt\n+++ b/a.txt\n${hunk}`;

/** What is wrong, by diffs that have it wrong. */
type Hostile = readonly [expected: string, diff: string];

const reasonOf = (refusal: Refusal) =>
  'flaw' in refusal ? `${refusal.reason} ${refusal.flaw}` : refusal.reason;

const badPaths: Readonly<Record<string, readonly string[]>> = {
  parent: ['../a', 'x/../../a', 'x/..', '..', './a', 'x/./a', '..\\a', 'x\\..\\..\\a', 'x/../a.txt'],
  absolute: ['/etc/passwd', '/a', '//server/share/a', '\\\\server\\share', '\\a', 'C:\\a', 'c:/a', 'C:a'],
  git: [
    '.git/config',
    '.git',
    '.GIT/hooks/pre-commit',
    '.Git/config',
    'x/.git/config',
    'x/y/.gIt',
    '.git /config',
    '.git./config',
    '.git. . /config',
    'git~1/config',
    'GIT~1/config',
    'x/git~2',
    '.g\u200cit/config',
    '.gi\u200dt/config',
    '\ufeff.git/config',
    '.g\u202eit/config',
    '.git\u2060/config',
    '.git::$INDEX_ALLOCATION/config',
    '.git:x',
    '.ｇｉｔ/config',
    '.g\u0131t/config',
    '.git\\config',
    'x\\.git\\config',
    '.gi\u0301t/config',
  ],
  backslash: ['x\\a', 'a\\', 'x/y\\z.txt'],
  stream: ['a.txt:evil', 'x/a.txt::$DATA', 'ab:b/c'],
  device: [
    'CON',
    'nul',
    'NUL.txt',
    'x/aux.c',
    'prn',
    'COM1',
    'com9.log',
    'LPT1',
    'lpt0.x',
    'com¹',
    'CONIN$',
    'conout$.txt',
    'x/nul/y',
    'nul .txt',
    'clock$',
  ],
  trailing: ['a.txt.', 'a.txt ', 'x./a', 'x /a', 'x/...', 'a. .'],
  control: ['a\u0000b', 'a\nb', 'a\u0007', 'x/\u001b[31m', 'a\r', 'a\u007f', 'a\u0085b'],
  invisible: ['a\u200bb', 'a\u202etxt.exe', 'x/\u2066y', 'a\u00adb', 'a\u2028b'],
  empty: ['x//a', 'x/', 'x///y/'],
  long: ['a'.repeat(300), 'x/'.repeat(3000) + 'a'],
};

/** As git quotes what it has to. */
function quoted(path: string): string {
  const bytes = [...new TextEncoder().encode(path)];
  const isPlain = (byte: number) => byte >= 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x5c;
  const escaped = bytes.map((byte) =>
    isPlain(byte) ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`,
  );
  return `"${escaped.join('')}"`;
}

/** Each way to name a file that a diff has. */
const ways: Readonly<Record<string, (path: string) => string>> = {
  modified: (path) =>
    `diff --git ${quoted(`a/${path}`)} ${quoted(`b/${path}`)}\n--- ${quoted(`a/${path}`)}\n+++ ${quoted(`b/${path}`)}\n${hunk}`,
  created: (path) =>
    `diff --git ${quoted(`a/${path}`)} ${quoted(`b/${path}`)}\nnew file mode 100644\n--- /dev/null\n+++ ${quoted(`b/${path}`)}\n@@ -0,0 +1 @@\n+evil\n`,
  'renamed to': (path) =>
    `diff --git a/b.txt ${quoted(`b/${path}`)}\nsimilarity index 100%\nrename from b.txt\nrename to ${quoted(path)}\n`,
  'copied from': (path) =>
    `diff --git ${quoted(`a/${path}`)} b/new.txt\nsimilarity index 100%\ncopy from ${quoted(path)}\ncopy to new.txt\n`,
  'after a good one': (path) => `${edit}--- ${quoted(`a/${path}`)}\n+++ ${quoted(`b/${path}`)}\n${hunk}`,
};

const paths: readonly Hostile[] = Object.entries(badPaths).flatMap(([flaw, names]) =>
  names.flatMap((path) => Object.values(ways).map((way): Hostile => [`path ${flaw}`, way(path)])),
);

const lyingCounts: readonly Hostile[] = [0, 1, 2, 3, 4, 5, 999999999].flatMap((old) =>
  [0, 1, 2, 3, 4, 5, 999999999].flatMap((now): readonly Hostile[] => {
    if (old === 3 && now === 3) return [];
    const lying = edit.replace('-1,3 +1,3', `-1,${old} +1,${now}`);
    // Where both lengths are those of the first lines, the rest belongs to nothing; and context alone is no change.
    const stray = (old === 2 && now === 2) || (old === 2 && now === 1);
    const none = (old === 0 && now === 0) || (old === 1 && now === 1);
    return [[`malformed ${stray ? 'stray' : none ? 'noChange' : 'counts'}`, lying]];
  }),
);

const others: readonly Hostile[] = [
  ['malformed noFile', ''],
  ['malformed noFile', 'make it better'],
  ['malformed noFile', '{"diff": true}'],
  ['malformed noFile', '\n'.repeat(1000)],
  ['malformed stray', hunk],
  ['malformed stray', `${edit}+more\n`],
  ['malformed stray', `${edit}\n one\n`],
  ['malformed stray', `${edit}-- x\n`],
  ['malformed noChange', 'diff --git a/a.txt b/a.txt\n'],
  ['malformed noChange', 'diff --git a/a.txt b/a.txt\nindex 1..2 100644\n--- a/a.txt\n+++ b/a.txt\n'],
  ['malformed hunk', edit.replace('@@ -1,3 +1,3 @@', '@@ -1,3 @@')],
  ['malformed hunk', edit.replace('@@ -1,3 +1,3 @@', '@@ -1,-3 +1,3 @@')],
  ['malformed hunk', edit.replace('@@ -1,3 +1,3 @@', '@@ -1,9999999999 +1,3 @@')],
  ['malformed hunk', edit.replace('@@ -1,3 +1,3 @@', '@@ -x +1,3 @@')],
  ['malformed names', edit.replace('+++ b/a.txt', '+++ b/b.txt')],
  ['malformed names', edit.replace('--- a/a.txt', '--- a/b.txt')],
  ['malformed names', edit.replace('diff --git a/a.txt b/a.txt', 'diff --git a/b.txt b/b.txt')],
  ['malformed names', edit.replace('+++ b/a.txt', '+++ "b/a.txt')],
  ['malformed names', edit.replace('+++ b/a.txt', '+++ "b/\\777"')],
  ['malformed names', edit.replace('+++ b/a.txt', '+++ "b/\\377"')],
  ['malformed names', 'diff --git a/x b/y\nold mode 100644\nnew mode 100755\n'],
  ['malformed names', 'diff --git a/b.txt b/c\nrename from b.txt\n'],
  ['malformed names', 'diff --git a/b.txt b/c\nrename from b.txt\nrename to c\nnew file mode 100644\n'],
  [
    'malformed names',
    `diff --git a/b.txt b/c\nrename from b.txt\nrename to c\n--- a/a.txt\n+++ b/c\n${hunk}`,
  ],
  ['malformed names', edit.replace('--- a/a.txt', 'new file mode 100644\n--- a/a.txt')],
  ['malformed names', `--- /dev/null\n+++ /dev/null\n${hunk}`],
  ['malformed counts', `diff --git a/c b/c\nnew file mode 100644\n--- /dev/null\n+++ b/c\n${hunk}`],
  [
    'malformed counts',
    `diff --git a/a.txt b/a.txt\ndeleted file mode 100644\n--- a/a.txt\n+++ /dev/null\n${hunk}`,
  ],
  ['malformed counts', edit.replace(' three\n', '\\ three, which is not here\n')],
  ['malformed counts', edit.replace(' one\n', '\r\n')],
  ['malformed counts', edit.slice(0, -7)],
  [
    'mode',
    'diff --git a/l b/l\nnew file mode 120000\n--- /dev/null\n+++ b/l\n@@ -0,0 +1 @@\n+/etc/passwd\n\\ No newline at end of file\n',
  ],
  [
    'mode',
    'diff --git a/s b/s\nnew file mode 160000\n--- /dev/null\n+++ b/s\n@@ -0,0 +1 @@\n+Subproject commit 1\n',
  ],
  ['mode', 'diff --git a/a.txt b/a.txt\nold mode 100644\nnew mode 120000\n'],
  ['mode', 'diff --git a/a.txt b/a.txt\nold mode 100644\nnew mode 104755x\n'],
  ['mode', edit.replace('--- ', 'index 1..2 120000\n--- ')],
  ['mode', 'diff --git a/l b/l\ndeleted file mode 120000\n--- a/l\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n'],
  ['binary', 'diff --git a/a.png b/a.png\nindex 1..2 100644\nGIT binary patch\nliteral 3\nKc$_\n'],
  ['binary', 'diff --git a/a.png b/a.png\nBinary files a/a.png and b/a.png differ\n'],
  ['twice', edit + edit],
  ['twice', edit + edit.replaceAll('a.txt', 'A.TXT')],
  ['twice', `${edit}diff --git a/a.txt b/c\nrename from a.txt\nrename to c\n`],
  [
    'twice',
    'diff --git a/a.txt b/b.txt\nrename from a.txt\nrename to b.txt\ndiff --git a/b.txt b/a.txt\nrename from b.txt\nrename to a.txt\n',
  ],
  ['twice', 'diff --git a/c b/c\nnew file mode 100644\ndiff --git a/c/d b/c/d\nnew file mode 100644\n'],
  ['twice', 'diff --git a/C/x/y b/C/x/y\nnew file mode 100644\ndiff --git a/c b/c\nnew file mode 100644\n'],
  ['tooLarge', Array.from({ length: 600 }, (_, index) => edit.replaceAll('a.txt', `f${index}`)).join('')],
  ['unscanned', edit.replaceAll('a.txt', 'c.txt')],
  [
    'exists',
    'diff --git a/b.txt b/b.txt\nnew file mode 100644\n--- /dev/null\n+++ b/b.txt\n@@ -0,0 +1 @@\n+other\n',
  ],
  ['exists', 'diff --git a/b.txt b/a.txt\nrename from b.txt\nrename to a.txt\n'],
  ['doesNotApply', edit.replace('-two', '-zwei')],
  ['doesNotApply', edit.replace(' three\n', ' three\r\n')],
  ['doesNotApply', edit.replaceAll('\n', '\r\n')],
  ['doesNotApply', edit.replace('@@ -1,3 +1,3 @@\n one', '@@ -1,3 +1,3 @@\n one ')],
  ['doesNotApply', edit + hunk],
  ['doesNotApply', edit.replace(hunk, '@@ -2,0 +3 @@\n+nowhere\n')],
  [
    'doesNotApply',
    'diff --git a/a.txt b/a.txt\ndeleted file mode 100644\n--- a/a.txt\n+++ /dev/null\n@@ -1 +0,0 @@\n-one\n',
  ],
  ['doesNotApply', 'diff --git a/a.txt b/a.txt\ndeleted file mode 100644\n'],
];

const hostile = [...paths, ...lyingCounts, ...others];

test(`${hostile.length} hostile diffs change nothing, and each says why`, () => {
  assert.ok(hostile.length >= 200);
  const surprises: unknown[] = [];
  for (const [expected, diff] of hostile) {
    const refused = ourApply(tree, diff);
    const reason = 'reason' in refused ? reasonOf(refused as Refusal) : 'applied';
    if (reason !== expected) surprises.push({ expected, reason, diff: diff.slice(0, 300) });
    if (reason === 'applied') continue;
    const words = explainRefusal(refused as Refusal);
    assert.match(words, /^[^\p{Cc}\p{Cf}]{20,400}\.$/u);
    assert.doesNotMatch(words, /undefined/);
  }
  assert.deepEqual(surprises, []);
});

test('what is no text in base64 is refused, and so is what is too large', () => {
  const reason = (encoded: string) => {
    const decoded = decodeDiff(encoded);
    return typeof decoded === 'string' ? decoded : decoded.reason;
  };
  assert.equal(reason('%%%'), 'base64');
  assert.equal(reason('a'), 'base64');
  assert.equal(reason(btoa('a\0b')), 'noText');
  assert.equal(reason('A'.repeat(5 * 1024 * 1024)), 'tooLarge');
  assert.equal(reason(Buffer.from('\ufeffä').toString('base64')), '\ufeffä');
  assert.equal(reason(Buffer.from([0xe4, 0x61]).toString('base64')), 'äa');
});

test('any text is read or refused', () => {
  const part = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.constantFrom(
      ...edit.split('\n'),
      '\n',
      '\n',
      '\n',
      '\r\n',
      'new file mode 100644\n',
      'rename from x\n',
      'rename to "\\',
      'index 1..2 1\n',
      '@@ -0,0 +1 @@\n',
      '\\ No newline at end of file\n',
      '--- /dev/null\n',
      '+++ "b/x"\n',
    ),
  );
  fc.assert(
    fc.property(
      fc.array(part, { maxLength: 40 }).map((parts) => parts.join('')),
      (text) => {
        const parsed = parseDiff(text);
        if ('reason' in parsed) assert.ok(explainRefusal(parsed).endsWith('.'));
        else
          for (const { from, to, hunks } of parsed)
            assert.ok(typeof from === 'string' && typeof to === 'string' && Array.isArray(hunks));
        assert.ok('reason' in ourApply({}, text) || Array.isArray(parsed));
      },
    ),
    { seed: 4, numRuns: 3000 },
  );
});

test('a diff that sends us through a long text for each of its hunks ends soon', () => {
  const text = 'x\n'.repeat(400_000);
  const many = Array.from({ length: 20_000 }, (_, index) =>
    `@@ -${index * 2 + 5},2 +${index * 2 + 5},2 @@\n x\n-x\n+y\n x\n`.replaceAll(',2', ',3'),
  );
  // Of the processor: what else the machine is busy with does not count. Hunk by hunk it would be minutes.
  const before = process.cpuUsage();
  const refused = ourApply({ f: { text } }, `--- a/f\n+++ b/f\n${many.join('')}`);
  const { user, system } = process.cpuUsage(before);
  assert.equal((refused as Refusal).reason, 'doesNotApply');
  assert.ok(user + system < 10_000_000, `${user + system} µs`);
});
