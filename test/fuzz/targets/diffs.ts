import assert from 'node:assert/strict';
import { decodeDiff } from '../../../src/core/remediation/decodeDiff.ts';
import { explainRefusal } from '../../../src/core/view/explainRefusal.ts';
import { isRefusal } from '../../../src/core/remediation/refusal.ts';
import { withEdits } from '../../../src/core/remediation/carryOver.ts';
import { namedFiles, planRemediation } from '../../../src/core/remediation/planRemediation.ts';
import { mutateText } from '../mutateBytes.ts';
import type { Target } from '../target.ts';

const lines = Array.from({ length: 30 }, (_, index) => `line ${index}\n`);
const text = lines.join('');
const originals = [
  'diff --git a/a.txt b/a.txt\nindex 1..2 100644\n--- a/a.txt\n+++ b/a.txt\n@@ -4,3 +4,4 @@ fn\n line 3\n-line 4\n+line four\n+more\n line 5\n@@ -20,2 +21,1 @@\n line 19\n-line 20\n',
  'diff --git a/new/b.txt b/new/b.txt\nnew file mode 100755\n--- /dev/null\n+++ b/new/b.txt\n@@ -0,0 +1,2 @@\n+x\n+y\n\\ No newline at end of file\n',
  'diff --git a/a.txt b/c/d.txt\nsimilarity index 90%\nrename from a.txt\nrename to c/d.txt\n--- a/a.txt\n+++ b/c/d.txt\n@@ -1,2 +1,2 @@\n-line 0\n+line zero\n line 1\n',
  'diff --git "a/\\303\\244.txt" "b/\\303\\244.txt"\ndeleted file mode 100644\n--- "a/\\303\\244.txt"\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n',
  'diff --git a/run.sh b/run.sh\nold mode 100644\nnew mode 100755\n',
];
const tree = new Map([
  ['a.txt', text],
  ['ä.txt', 'x\n'],
  ['run.sh', 'x\n'],
]);
const present = new Map([...tree, ['a.txt', `new\n${text.replace('line 9\n', '')}`]]);

/** A diff is refused in words, or changes files inside the repository only. */
export const diffs: Target = {
  name: 'diffs',
  prepare: () =>
    Promise.resolve((random) => {
      const diff = mutateText(originals[Math.floor(random() * originals.length)]!, random);
      const decoded = decodeDiff(random() < 0.5 ? Buffer.from(diff).toString('base64') : diff);
      assert.ok(typeof decoded === 'string' || explainRefusal(decoded).endsWith('.'));
      const paths = namedFiles(diff);
      if (isRefusal(paths)) {
        assert.match(explainRefusal(paths), /^[^\p{Cc}\p{Cf}]+\.$/u);
        return;
      }
      for (const path of paths)
        assert.doesNotMatch(
          path,
          /^\/|^[a-z]:|(^|\/)\.\.?(\/|$)|(^|\/)\.git(\/|$)|[\\\p{Cc}\p{Bidi_Control}]/iu,
        );
      const texts = (of: ReadonlyMap<string, string>) =>
        new Map([...of].filter(([path]) => paths.includes(path)));
      const plan = planRemediation(diff, { scanned: texts(tree), present: texts(present) });
      if (isRefusal(plan)) {
        assert.match(explainRefusal(plan), /^[^\p{Cc}\p{Cf}]+\.$/u);
        return;
      }
      for (const [path, edits] of plan.edits) withEdits(present.get(path) ?? assert.fail(path), edits);
      for (const path of [...plan.creations.keys(), ...plan.deletions, ...plan.renames.map(({ to }) => to)])
        assert.ok(paths.includes(path), path);
    }),
};
