import { trackingAlgorithms, type ReportFinding, type TrackingAlgorithm } from '../model/finding.ts';
import { collapseSpace } from './collapseSpace.ts';

/**
 * What a finding can be recognised by in another pipeline, each a canonical text, best first: a tracking signature,
 * the code it is about, the place it is at.
 */
export interface Identity {
  /** One per algorithm, GitLab's favourite first. */
  readonly signatures: readonly Signature[];
  readonly text?: string;
  readonly place: string;
}

export interface Signature {
  readonly algorithm: TrackingAlgorithm;
  readonly mark: string;
}

/**
 * Computes our own identity of a finding, used where GitLab gives no uuid.
 *
 * @param lines the file at the scanned commit, where it is known
 */
export function identityOf(finding: ReportFinding, lines?: readonly string[]): Identity {
  const primary = finding.identifiers[0];
  const what = [
    finding.type,
    finding.scanner.id,
    primary ? `${primary.type}:${primary.value}` : finding.title,
  ];
  const of = (kind: string, ...parts: readonly (string | number | undefined)[]) =>
    [...what, kind, ...parts].join('\u0000');
  const { location } = finding;
  switch (location.kind) {
    case 'code': {
      const text = lines && flaggedText(lines, location.startLine, location.endLine);
      return {
        signatures: signaturesOf(finding, (algorithm, value) =>
          of('signature', location.file, algorithm, value),
        ),
        ...(text && { text: of('text', location.file, text) }),
        place: of('place', location.file, location.startLine, location.endLine ?? location.startLine),
      };
    }
    case 'dependency':
      return { signatures: [], place: of('dependency', location.file, location.dependency.name) };
    case 'image':
      return {
        signatures: [],
        place: of(
          'image',
          withoutTag(location.defaultBranchImage ?? location.image),
          location.dependency.name,
          location.kubernetesResource,
        ),
      };
    case 'web':
      return { signatures: [], place: of('web', location.path, location.method, location.param) };
    case 'none':
      return { signatures: [], place: of('none', finding.title) };
  }
}

/** A finding may be tracked at several places; GitLab joins the values of one algorithm with `|`. */
function signaturesOf(
  { signatures }: ReportFinding,
  markOf: (algorithm: string, value: string) => string,
): readonly Signature[] {
  if (signatures.length === 0) return [];
  return trackingAlgorithms.flatMap((algorithm) => {
    const values = signatures.flatMap((one) => (one.algorithm === algorithm ? [one.value] : []));
    return values.length > 0 ? [{ algorithm, mark: markOf(algorithm, values.join('|')) }] : [];
  });
}

function flaggedText(
  lines: readonly string[],
  start: number | undefined,
  end: number | undefined,
): string | undefined {
  if (start === undefined || start > lines.length) return undefined;
  const text = collapseSpace(lines.slice(start - 1, Math.max(start, end ?? start)).join(' '));
  return text === '' ? undefined : text;
}

/** GitLab leaves the tag out too, since a rebuilt image has a new one and the same findings. */
function withoutTag(image: string | undefined): string | undefined {
  return image?.replace(/(?<=[^/]):[^/:@]+(?=@|$)/, '').replace(/@sha256:.*$/, '');
}
