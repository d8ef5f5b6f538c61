import type { ScannedTree } from '../../scannedTree.ts';
import type { Identifier } from '../identifiers.ts';
import type { Presence, SampleFinding, WireSeverity } from '../sampleFinding.ts';

export interface CodeFinding {
  readonly presence: Presence;
  readonly name: string;
  readonly severity: WireSeverity;
  readonly description: string;
  readonly identifiers: readonly [Identifier, ...Identifier[]];
  readonly file: string;
  /** The flagged code, as it is in the file. */
  readonly code: string;
  /** What the code is in, by which it is tracked when it moves: its name, and the line it begins with. */
  readonly scope?: readonly [name: string, begin: string];
  readonly details?: (tree: ScannedTree) => object;
  readonly falsePositive?: string;
}

/** An entry as GitLab's Semgrep analyzer writes it. */
export function codeFinding(finding: CodeFinding): SampleFinding {
  const { presence, name, severity, description, identifiers, file, code, scope, details } = finding;
  return {
    presence,
    name,
    severity,
    description,
    identifiers,
    location: (tree) => {
      const { start, end } = tree.find(file, code);
      return { file, start_line: start, ...(end > start && { end_line: end }) };
    },
    more: (tree) => ({
      cve: legacyKey(identifiers[0], file, tree.find(file, code).start),
      ...(scope && { tracking: tracking(tree, file, code, scope) }),
      ...(details && { details: details(tree) }),
      ...(finding.falsePositive !== undefined && { flags: [flag(finding.falsePositive)] }),
    }),
  };
}

function tracking(
  tree: ScannedTree,
  file: string,
  code: string,
  [name, begin]: readonly [string, string],
): object {
  const { start, end } = tree.find(file, code);
  const first = tree.find(file, begin).start;
  const between = tree.text(file).split('\n').slice(first, start);
  const offset = start - first;
  const compressed = between.filter((line) => line.trim() !== '').length;
  const value = (lines: number) => `${file}|${name}[0]:${lines}`;
  return {
    type: 'source',
    items: [
      {
        file,
        line_start: start,
        line_end: end,
        signatures: [
          { algorithm: 'scope_offset_compressed', value: value(compressed) },
          { algorithm: 'scope_offset', value: value(offset) },
        ],
      },
    ],
  };
}

function legacyKey({ type, value }: Identifier, file: string, line: number): string {
  return `${type}:${value}:${file}:${line}`;
}

function flag(description: string): object {
  return { type: 'flagged-as-likely-false-positive', origin: 'vet', description };
}
