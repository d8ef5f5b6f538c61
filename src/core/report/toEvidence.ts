import type { Detail } from '../model/finding.ts';
import { textWithin } from '../model/withinLength.ts';
import {
  cleanText,
  isWireObject,
  nameOf,
  none,
  objectOf,
  objectsOf,
  textOf,
  type WireObject,
} from './wire.ts';

/** Bodies are the only long part, and nobody reads a whole one in a panel. */
const maximumBody = 10_000;

/** `vulnerabilities[].evidence` of DAST and API fuzzing, as the messages that were sent and received. */
export function toEvidence(wire: unknown): readonly Detail[] {
  if (!isWireObject(wire)) return none;
  const summary = textOf(wire['summary']);
  const source = textOf(objectOf(wire['source'])['name']);
  return [
    ...(summary === undefined ? [] : [{ name: 'Summary', text: summary }]),
    ...(source === undefined ? [] : [{ name: 'Found by', text: source }]),
    ...exchangeOf(wire, ''),
    ...objectsOf(wire['supporting_messages'])
      .slice(0, 50)
      .flatMap((message) => exchangeOf(message, ` (${nameOf(message['name']) ?? 'supporting'})`)),
  ];
}

function exchangeOf(wire: WireObject, which: string): readonly Detail[] {
  const request = objectOf(wire['request']);
  const response = objectOf(wire['response']);
  const sent = messageOf(request, [textOf(request['method']), textOf(request['url'])]);
  const status = response['status_code'];
  const received = messageOf(response, [
    typeof status === 'number' || typeof status === 'string' ? String(status) : undefined,
    textOf(response['reason_phrase']),
  ]);
  return [
    ...(sent === '' ? [] : [{ name: `Request${which}`, text: sent, code: true }]),
    ...(received === '' ? [] : [{ name: `Response${which}`, text: received, code: true }]),
  ];
}

function messageOf(message: WireObject, firstLine: readonly (string | undefined)[]): string {
  const headers = objectsOf(message['headers'])
    .slice(0, 200)
    .map((header) => `${textOf(header['name']) ?? ''}: ${textOf(header['value']) ?? ''}`);
  const head = [firstLine.filter((part) => part !== undefined).join(' '), ...headers].filter(
    (line) => line !== '',
  );
  const body = message['body'];
  const tail = typeof body === 'string' && body !== '' ? ['', cleanText(body.slice(0, maximumBody))] : [];
  return textWithin([...head, ...tail].join('\n'));
}
