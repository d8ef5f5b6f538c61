import type { CodeFlowStep, Detail } from '../core/model/finding.ts';
import { toLine1 } from '../core/model/location.ts';
import { textWithin } from '../core/model/withinLength.ts';
import type { LazyDetails } from '../core/sync/ports.ts';
import type { FindingDetails } from './generated/operations.ts';
import { toDismissal } from './toStatus.ts';

type Pipeline = NonNullable<NonNullable<FindingDetails['project']>['pipeline']>;
/** Older versions lack some of it. */
type WireFinding = Partial<NonNullable<Pipeline['securityReportFinding']>>;
type WireDetail = Readonly<Record<string, unknown>>;

export function toDetails(wire: WireFinding): LazyDetails {
  const details = (wire.details ?? []) as readonly WireDetail[];
  const dismissed = wire.dismissedAt ?? wire.dismissalReason ?? wire.stateComment;
  return {
    links: wire.links?.map(({ name, url }) => ({ url, ...(name && { name }) })) ?? [],
    remediations:
      wire.remediations?.map(({ summary, diff }) => ({ summary: summary ?? '', ...(diff && { diff }) })) ??
      [],
    codeFlows: details.flatMap(toCodeFlows),
    details: details.flatMap(toDetail),
    evidence: toEvidence(wire.evidence ?? null),
    ...(dismissed && { dismissal: toDismissal(wire) }),
    ...(wire.vulnerability?.webUrl && { vulnerabilityUrl: wire.vulnerability.webUrl }),
    ...(wire.userPermissions && { permissions: wire.userPermissions }),
  };
}

function toCodeFlows(detail: WireDetail): readonly (readonly CodeFlowStep[])[] {
  if (!Array.isArray(detail['items'])) return [];
  return (detail['items'] as readonly (readonly WireStep[])[]).map((flow) =>
    flow.map((step): CodeFlowStep => {
      const startLine = toLine1(step.fileLocation.lineStart);
      const endLine = toLine1(step.fileLocation.lineEnd);
      return {
        type: stepType(step.nodeType),
        file: step.fileLocation.fileName,
        ...(startLine !== undefined && { startLine }),
        ...(endLine !== undefined && { endLine }),
        ...(step.name && { name: step.name }),
      };
    }),
  );
}

interface WireStep {
  readonly nodeType: string;
  readonly name: string | null;
  readonly fileLocation: {
    readonly fileName: string;
    readonly lineStart: number;
    readonly lineEnd: number | null;
  };
}

function stepType(type: string): CodeFlowStep['type'] {
  const lower = type.toLowerCase();
  return lower === 'source' || lower === 'sink' ? lower : 'propagation';
}

/** Each member of the union becomes one labelled text; the document gives their values telling names. */
function toDetail(detail: WireDetail): readonly Detail[] {
  const name = typeof detail['name'] === 'string' ? detail['name'] : 'Detail';
  const read = (key: string) => (typeof detail[key] === 'string' ? detail[key] : undefined);
  const code = read('code') ?? diffOf(read('before'), read('after'));
  if (code !== undefined) return [{ name, text: textWithin(code), code: true }];
  const value = detail['flag'] ?? detail['number'];
  const text =
    read('text') ??
    (read('href') !== undefined ? `${read('urlText') ?? ''} ${read('href') ?? ''}`.trim() : undefined) ??
    (read('fileName') !== undefined
      ? `${read('fileName') ?? ''}:${String(detail['lineStart'])}`
      : undefined) ??
    (read('moduleName') !== undefined
      ? `${read('moduleName') ?? ''} +${String(detail['offset'])}`
      : undefined) ??
    (typeof value === 'boolean' || typeof value === 'number' ? String(value) : undefined);
  return text === undefined ? [] : [{ name, text: textWithin(text) }];
}

function diffOf(before: string | undefined, after: string | undefined): string | undefined {
  if (before === undefined || after === undefined) return undefined;
  const mark = (sign: string, text: string) => text.split('\n').map((line) => `${sign} ${line}`);
  return [...mark('-', before), ...mark('+', after)].join('\n');
}

function toEvidence(evidence: NonNullable<WireFinding['evidence']> | null): readonly Detail[] {
  if (!evidence) return [];
  const { summary, request, response, source } = evidence;
  const headers = (list: readonly { readonly name: string | null; readonly value: string | null }[]) =>
    list.map(({ name, value }) => `${name ?? ''}: ${value ?? ''}`);
  return [
    ...(summary ? [{ name: 'Summary', text: textWithin(summary) }] : []),
    ...(source?.name ? [{ name: 'Source', text: source.name }] : []),
    ...(request
      ? [
          {
            name: 'Request',
            code: true,
            text: lines(
              `${request.method ?? ''} ${request.url ?? ''}`,
              headers(request.headers),
              request.body,
            ),
          },
        ]
      : []),
    ...(response
      ? [
          {
            name: 'Response',
            code: true,
            text: lines(
              `${response.statusCode ?? ''} ${response.reasonPhrase ?? ''}`,
              headers(response.headers),
              response.body,
            ),
          },
        ]
      : []),
  ];
}

function lines(first: string, headers: readonly string[], body: string | null): string {
  return textWithin([first.trim(), ...headers, ...(body ? ['', body] : [])].join('\n'));
}
