import { eachInTurns, type Turns } from '../base/turns.ts';
import type { Pipeline } from '../model/pipeline.ts';
import type { Repository } from '../model/project.ts';
import type { Gathered } from './gatherFindings.ts';
import { mergeSources, type PipelineFinding } from './mergeSources.ts';
import type { ScannedText } from './ports.ts';

/** Reads the flagged files at the scanned commit, for findings that can only be told by their code. */
export async function mergeWithText(
  gathered: Gathered,
  pipeline: Pipeline,
  repository: Repository,
  scannedText: ScannedText,
  turns: Turns,
  signal: AbortSignal,
): Promise<readonly PipelineFinding[]> {
  const files = new Set<string>();
  for (const { report } of gathered.reports)
    await eachInTurns(
      report.findings,
      ({ location, signatures }) => {
        if (location.kind === 'code' && location.file !== undefined && signatures.length === 0)
          files.add(location.file);
      },
      turns,
    );
  const linesOf =
    files.size > 0
      ? await scannedText.linesAt(repository, pipeline.sha, [...files], signal)
      : () => undefined;
  return mergeSources(gathered, linesOf, turns);
}
