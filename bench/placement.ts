// Compares placements with what git knows of a repository's history:
// npm run bench:placement -- [REPOSITORY | --sample] [--pairs LINES] [--seed NUMBER]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeRepositories } from '../test/sample/repositories.ts';
import { atLeast, atMost } from './measurement.ts';
import { GitRepository } from './placement/gitRepository.ts';
import { judge, type Judgement } from './placement/judge.ts';
import { sampleLines, type Question } from './placement/sample.ts';
import { secondOpinions, type Opinions } from './placement/secondOpinions.ts';
import { linesOf, shareOfSurvivors, shareRight, Tally } from './placement/tally.ts';

const mostExamples = 20;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    pairs: { type: 'string', default: '20000' },
  },
});

const folder = values.sample ? mkdtempSync(join(tmpdir(), 'placement-sample-')) : undefined;
try {
  const repository = new GitRepository(folder ? makeRepositories(folder).clone : (positionals[0] ?? '.'));
  process.exitCode = (await measure(repository, Number(values.seed), Number(values.pairs))) ? 0 : 1;
  repository.close();
} finally {
  if (folder) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

async function measure(repository: GitRepository, seed: number, wanted: number): Promise<boolean> {
  if (!(await repository.run('rev-parse', '--git-dir'))) throw new Error('This is no git repository.');
  const tally = new Tally();
  const examples: string[] = [];
  let [done, told, wrong, followedElsewhere] = [0, 0, 0, 0];
  for await (const question of sampleLines(repository, seed, wanted)) {
    const { distances, pair, file, texts, truth, lines } = question;
    let asked: Promise<Opinions> | undefined;
    const opinions = () => (asked ??= secondOpinions(repository, pair, file));
    for (const line of lines) {
      const place = truth.get(line);
      if (place && place.path !== file.now.path) {
        // Blame followed the file from commit to commit to another one than the comparison of both ends did.
        followedElsewhere++;
        continue;
      }
      const judgement = await judge(texts, line, place, opinions);
      tally.add(file.path, distances, judgement);
      if (['right', 'rightlyGone', 'ambiguous'].includes(judgement.verdict)) continue;
      wrong++;
      if (examples.length < mostExamples) examples.push(describe(question, line, judgement));
    }
    done += lines.length;
    if (done - told >= 1000) {
      console.error(`${done} of ${wanted} lines, ${wrong} wrong`);
      told = done;
    }
  }
  const counts = tally.sum();
  if (linesOf(counts) === 0) {
    console.error('Nothing to measure: no file was changed between two commits of this repository.');
    return true;
  }
  for (const example of examples) console.log(`${example}\n`);
  console.log(tally.table());
  console.log(`Files that git followed to two places, their lines not counted above: ${followedElsewhere}`);
  const measurements = [
    atLeast('surviving lines placed right', shareOfSurvivors(counts), '%', 99.5),
    atLeast('lines placed right, or not shown where they are gone', shareRight(counts), '%', 99.5),
    atMost('lines shown as exact or moved on other text', counts.otherText, 'lines', 0),
  ];
  for (const measurement of measurements) console.log(JSON.stringify(measurement));
  return measurements.every(({ ok }) => ok);
}

function describe(
  { pair, file, texts, truth }: Question,
  line: number,
  { verdict, ours }: Judgement,
): string {
  const place = truth.get(line);
  const we = 'lines' in ours ? `${ours.kind}, line ${ours.lines.start + 1}` : ours.kind;
  return [
    `${verdict}: ${file.path}:${line + 1}, from ${pair.from.slice(0, 12)} to ${pair.to.slice(0, 12)}`,
    `  ${(texts.before[line] ?? '').trim().slice(0, 100)}`,
    `  we say ${we}; git says ${place ? `line ${place.line + 1}` : 'gone'}`,
  ].join('\n');
}
