import type { Finding, Identifier, Link } from '../model/finding.ts';
import { withChildren } from '../model/pipeline.ts';
import type { ReadySnapshot } from '../model/snapshot.ts';
import type { Placement } from '../placement/placement.ts';
import type { LazyDetails } from '../sync/ports.ts';
import { buttonsOf, fileOf, sourceLines, statusLine } from './details/headline.ts';
import { historyBlocks } from './details/historyBlocks.ts';
import { fact, locationBlocks } from './details/locationSection.ts';
import type { Block, DetailsContent, DetailsModel, Fact, Inline, SectionId } from './details/model.ts';
import { codeFlowBlocks, detailBlocks, notShown, solutionBlocks } from './details/reportedBlocks.ts';
import { richText } from './details/richText.ts';
import { Targets } from './details/targets.ts';
import { plainLine, shorten } from './plainText.ts';
import { reportTypeNames, severityNames } from './words.ts';

export interface DetailsContext {
  readonly snapshot: ReadySnapshot;
  /** What GitLab answered when the finding was opened. */
  readonly lazy?: LazyDetails;
  readonly loading: boolean;
  /** Why the rest could not be loaded, in one sentence. */
  readonly failed?: string;
  /** Where it is now; absent while that is not known. */
  readonly placement?: Placement;
  /** Where the steps of its code flows are now. */
  readonly steps?: readonly (readonly Placement[])[];
  /** What became of the place since the scan, in words. */
  readonly note?: string;
  /** Why the finding's file is not in the workspace, in words, with where it was looked for. */
  readonly noPlace?: string;
  /** The finding has left the newest scan; this is how it was last known. */
  readonly gone?: boolean;
  readonly now: number;
}

const maxListed = 50;

/** Everything the details page shows of a finding, in order, without empty parts. */
export function detailsOf(finding: Finding, context: DetailsContext): DetailsContent {
  const targets = new Targets(context.snapshot.instance.url);
  const model: DetailsModel = {
    title: shorten(plainLine(finding.title), 300) || 'Finding without a title',
    severity: finding.severity,
    severityName: severityNames[finding.severity],
    reportType: reportTypeNames[finding.type],
    status: statusLine(finding, context.snapshot, context.now),
    sources: sourceLines(finding),
    ...(context.gone === true && { gone: 'This finding is no longer in the latest scan.' }),
    buttons:
      context.gone === true ? [] : buttonsOf(finding, context.placement, context.noPlace, context.snapshot),
    parts: partsOf(finding, context, targets),
  };
  return { model, links: targets.links, places: targets.places };
}

function partsOf(finding: Finding, context: DetailsContext, targets: Targets): DetailsModel['parts'] {
  const { location, identifiers } = finding;
  const { lazy, now } = context;
  const long = finding.details ?? lazy;
  const file = fileOf(finding);
  // Otherwise the button that cannot be pressed says it.
  const missing = context.gone === true ? ('reason' in file ? file.reason : context.noPlace) : undefined;
  const notes = [missing, context.note].filter(isSaid);
  const known = {
    dismissal: finding.dismissal ?? lazy?.dismissal,
    vulnerabilityUrl: finding.vulnerabilityUrl ?? lazy?.vulnerabilityUrl,
  };
  return [
    ...section('description', 'Description', richText(finding.description ?? '', targets)),
    ...section('location', 'Location', locationBlocks(location, context.placement, notes, targets)),
    ...pending(context),
    ...section('codeFlow', 'Code flow', codeFlowBlocks(long?.codeFlows ?? [], context.steps ?? [], targets)),
    ...section('solution', 'Solution', solutionBlocks(finding.solution, long?.remediations ?? [], targets)),
    ...section('evidence', 'Evidence', detailBlocks(long?.evidence ?? [], targets)),
    ...section('details', 'Details', detailBlocks(long?.details ?? [], targets)),
    ...section(
      'identifiers',
      'Identifiers',
      listed(identifiers, 'identifier', (each) => identified(each, targets)),
    ),
    ...section(
      'links',
      'Links',
      listed(long?.links ?? [], 'link', (each) => linked(each, targets)),
    ),
    ...section('scanner', 'Scanner', [
      { kind: 'facts', facts: scannerFacts(finding, context.snapshot, targets) },
    ]),
    ...section('history', 'History', historyBlocks(finding, known, now, targets)),
  ];
}

function section(id: SectionId, title: string, blocks: readonly Block[]): DetailsModel['parts'] {
  return blocks.length > 0 ? [{ kind: 'section', id, title, blocks }] : [];
}

function pending({ loading, failed }: DetailsContext): DetailsModel['parts'] {
  if (loading) return [{ kind: 'loading', text: 'Loading code flow, evidence, links and history…' }];
  return failed === undefined ? [] : [{ kind: 'failed', text: plainLine(failed), retry: 'Try Again' }];
}

function isSaid(text: string | undefined): text is string {
  return text !== undefined && text !== '';
}

function listed<T>(items: readonly T[], noun: string, show: (item: T) => Inline): readonly Block[] {
  if (items.length === 0) return [];
  const shown = items
    .slice(0, maxListed)
    .map((item): readonly Block[] => [{ kind: 'paragraph', inlines: [show(item)] }]);
  return [{ kind: 'list', ordered: false, items: shown }, ...notShown(items.length - maxListed, noun)];
}

function identified({ name, url }: Identifier, targets: Targets): Inline {
  const text = shorten(plainLine(name), 200);
  return (url === undefined ? undefined : targets.link(text, url)) ?? { kind: 'text', text };
}

/** A link that is not opened still shows where it would have led. */
function linked({ name, url }: Link, targets: Targets): Inline {
  const text = shorten(plainLine(name === undefined ? url : `${name} (${url})`), 500);
  return targets.link(shorten(plainLine(name ?? ''), 200), url) ?? { kind: 'text', text };
}

function scannerFacts(finding: Finding, snapshot: ReadySnapshot, targets: Targets): readonly Fact[] {
  const { scanner, otherScanners = [], pipeline } = finding;
  const known = [snapshot.pipeline, ...(snapshot.running ? [snapshot.running] : [])]
    .flatMap(withChildren)
    .find(({ id }) => id === pipeline.id);
  return [
    ...fact('Scanner', [scanner.name, scanner.version].filter(isSaid).join(' ')),
    ...fact('Vendor', scanner.vendor),
    ...fact('Also found by', otherScanners.map(({ name }) => name).join(', ')),
    { label: 'Pipeline', inlines: [targets.ownLink(`#${plainLine(pipeline.id)}`, known?.webUrl)] },
    ...fact('Commit', known?.sha.slice(0, 8), 'code'),
  ];
}
