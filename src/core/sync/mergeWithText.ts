import type { Pipeline } from '../model/pipeline.ts';
import type { Repository } from '../model/project.ts';
import type { Gathered } from './gatherFindings.ts';
import { mergeSources, type LinesOf, type PipelineFinding } from './mergeSources.ts';
import type { ScannedText } from './ports.ts';

/** Reads the flagged files at the scanned commit, for findings that can only be told by their code. */
export async function mergeWithText(
  gathered: Gathered,
  pipeline: Pipeline,
  repository: Repository,
  scannedText: ScannedText,
  signal: AbortSignal,
): Promise<readonly PipelineFinding[]> {
  const files = new Set(
    gathered.artifacts.flatMap(({ finding }) =>
      finding.location.kind === 'code' &&
      finding.location.file !== undefined &&
      finding.signatures.length === 0
        ? [finding.location.file]
        : [],
    ),
  );
  const texts =
    files.size > 0 ? await scannedText.linesAt(repository, pipeline.sha, [...files], signal) : undefined;
  const linesOf: LinesOf = (file) => texts?.get(file);
  return mergeSources(gathered, linesOf);
}
