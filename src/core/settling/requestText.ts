import { identityOf } from '../identity/identityOf.ts';
import type { Reasoning } from '../model/settlement.ts';
import { placeOf, scannersOf } from '../view/describeFinding.ts';
import { ownLink } from '../view/gitLabLink.ts';
import { gitLabCode, gitLabQuote, gitLabText } from '../view/gitLabText.ts';
import { plainLine, shorten } from '../view/plainText.ts';
import { codePageOf, pageOf } from '../view/webPages.ts';
import {
  dismissalReasonMeanings,
  dismissalReasonNames,
  reportTypeNames,
  severityNames,
} from '../view/words.ts';
import { markLine } from './findingMark.ts';
import type { Target } from './ports.ts';

/**
 * What a request for a dismissal is found by among a merge request's discussions: any of these lines. Without GitLab's
 * uuid, and without a signature of the scanner, the key of a finding comes of the flagged text, which a clone that lacks the
 * scanned commit does not have; there, the same finding at the same place of the same scan is told by that.
 */
export function requestMarkers({ finding }: Target): readonly string[] {
  const { key, uuid, signatures, location, title, pipeline } = finding;
  const own = markLine('dismissal-request', key);
  if (uuid !== undefined || signatures.length > 0 || location.kind !== 'code') return [own];
  const ofScan = [pipeline.sha, identityOf(finding).place, title].join('\u0000');
  return [own, markLine('dismissal-request', ofScan)];
}

/**
 * The discussion in which somebody who may is asked to dismiss a finding. Whatever the report or the user wrote is shown
 * as the characters it is (`gitLabText`).
 */
export function requestText(target: Target, { reason, comment = '' }: Reasoning): string {
  const { finding, snapshot } = target;
  const page = ownLink('Look at the finding', pageOf(finding, snapshot));
  return [
    `**Please dismiss this finding:** ${gitLabText(shorten(plainLine(finding.title), 200))}`,
    '',
    `- **Severity:** ${severityNames[finding.severity]}`,
    ...locationOf(target),
    `- **Reported by:** ${gitLabText(`${scannersOf(finding)} (${reportTypeNames[finding.type]})`)}`,
    `- **Reason:** ${dismissalReasonNames[reason]}. ${dismissalReasonMeanings[reason]}`,
    '',
    ...(comment.trim() === '' ? [] : [gitLabQuote(comment), '']),
    `${page}. Whoever may dismiss it: dismiss it in GitLab, or say here why not.`,
    '',
    ...requestMarkers(target),
  ].join('\n');
}

function locationOf({ finding, snapshot }: Target): readonly string[] {
  const place = placeOf(finding);
  if (place === undefined) return [];
  const code = codePageOf(finding, snapshot);
  const text = gitLabCode(shorten(place, 200));
  return [`- **Location:** ${text}${code === undefined ? '' : ` (${ownLink('open the code', code)})`}`];
}
