import type { Target } from './target.ts';
import { agreement } from './targets/agreement.ts';
import { databaseAnswers, downloadedAnswers } from './targets/answers.ts';
import { archives } from './targets/archives.ts';
import { diffs } from './targets/diffs.ts';
import { remotes } from './targets/remotes.ts';
import { reportBytes, reportFields } from './targets/reports.ts';
import { snapshots } from './targets/snapshots.ts';
import { writeAnswers } from './targets/writeAnswers.ts';

export const targets: readonly Target[] = [
  reportFields,
  reportBytes,
  databaseAnswers,
  downloadedAnswers,
  writeAnswers,
  archives,
  diffs,
  remotes,
  snapshots,
  agreement,
];
