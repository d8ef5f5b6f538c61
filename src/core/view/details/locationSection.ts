import type { Dependency, Location } from '../../model/location.ts';
import { isOnLines, type Placement } from '../../placement/placement.ts';
import { plainLine, shorten, visible } from '../plainText.ts';
import { cutNote } from './richText.ts';
import type { Block, Fact, Inline } from './model.ts';
import type { Targets } from './targets.ts';

/** Where a finding is, what it is in, and what is to be said about that place. */
export function locationBlocks(
  location: Location,
  placement: Placement | undefined,
  notes: readonly string[],
  targets: Targets,
): readonly Block[] {
  const facts = factsOf(location, placement, targets);
  const stack = location.kind === 'code' ? location.crash?.stacktrace : undefined;
  return [
    ...(facts.length > 0 ? [{ kind: 'facts', facts } as const] : []),
    ...(stack === undefined ? [] : codeBlocks('Stack trace', stack)),
    ...notes.map((note): Block => ({
      kind: 'paragraph',
      muted: true,
      inlines: [{ kind: 'text', text: plainLine(note) }],
    })),
  ];
}

/** Code as it is, but for what cannot be seen and for what is too long. */
export function codeBlocks(label: string, text: string, length = 20_000): readonly Block[] {
  const block: Block = { kind: 'code', label, text: visible(text.slice(0, length)).replace(/\n+$/, '') };
  return text.length > length ? [block, cutNote(text, length)] : [block];
}

/** A fact whose value is plain text; none for an empty value. */
export function fact(
  label: string,
  value: string | undefined,
  kind: 'text' | 'code' = 'text',
): readonly Fact[] {
  const text = shorten(plainLine(value ?? ''), 1000);
  return text === '' ? [] : [{ label, inlines: [{ kind, text }] }];
}

function factsOf(location: Location, placement: Placement | undefined, targets: Targets): readonly Fact[] {
  switch (location.kind) {
    case 'code': {
      const { file, startLine, endLine, className, methodName, commit, crash } = location;
      return [
        ...(file
          ? [
              placed(
                'File',
                targets.place(
                  {
                    file,
                    ...(startLine !== undefined && { startLine }),
                    ...(endLine !== undefined && { endLine }),
                  },
                  placement,
                ),
              ),
            ]
          : []),
        ...fact('Class', className, 'code'),
        ...fact('Method', methodName, 'code'),
        ...fact('Commit', commit, 'code'),
        ...fact('Crash', crash?.type),
        ...fact('Address', crash?.address, 'code'),
      ];
    }
    case 'dependency':
      return [
        ...fact('Package', packageName(location.dependency)),
        ...(location.file ? [placed('File', targets.own({ file: location.file }, placement))] : []),
      ];
    case 'image':
      return [
        ...fact('Package', packageName(location.dependency)),
        ...fact('Image', location.image, 'code'),
        ...(placement && isOnLines(placement)
          ? [placed('Named in', targets.own({ file: placement.path }, placement))]
          : []),
        ...fact('Operating system', location.operatingSystem),
        ...fact('Kubernetes resource', location.kubernetesResource, 'code'),
      ];
    case 'web':
      return [
        ...fact('URL', `${location.hostname ?? ''}${location.path ?? ''}`, 'code'),
        ...fact('Method', location.method, 'code'),
        ...fact('Parameter', location.param, 'code'),
      ];
    case 'none':
      return fact('Place', location.description);
  }
}

function placed(label: string, place: Inline): Fact {
  return { label, inlines: [place] };
}

function packageName({ name, version }: Dependency): string {
  return [name, version].filter((part) => part !== undefined && part !== '').join(' ');
}
