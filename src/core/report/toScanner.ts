import type { Scanner } from '../model/finding.ts';
import { isWireObject, objectAt, setKnown, textAt, type Draft, type WireObject } from './wire.ts';

const unknownScanner: Scanner = { id: 'unknown', name: 'Unknown scanner' };

/** The scanner of a whole report: `scan.scanner`, or the analyzer that wraps it. */
export function toReportScanner(scan: WireObject): Scanner {
  return readScanner(scan['scanner']) ?? readScanner(scan['analyzer']) ?? unknownScanner;
}

/**
 * Reads the scanner of each vulnerability of a report, equal ones into the same object. Only reports before 15.x name
 * one there; 2.x may say just `tool`. What a vulnerability does not say of its scanner, the report may.
 */
export function scannerReader(ofReport: Scanner): (vulnerability: WireObject) => Scanner {
  const known = new Map<string, Scanner>();
  return (vulnerability) => {
    const wire = vulnerability['scanner'];
    const tool = vulnerability['tool'];
    if (wire === undefined && tool === undefined) return ofReport;
    const own = readScanner(wire) ?? (ofReport === unknownScanner ? readScanner({ id: tool }) : undefined);
    if (!own) return ofReport;
    const key = `${own.id}\0${own.name}\0${own.vendor ?? ''}\0${own.version ?? ''}`;
    const scanner = known.get(key) ?? (own.id === ofReport.id ? { ...ofReport, ...own } : own);
    known.set(key, scanner);
    return scanner;
  };
}

function readScanner(wire: unknown): Scanner | undefined {
  if (!isWireObject(wire)) return undefined;
  const id = textAt(wire, 'id') ?? textAt(wire, 'name');
  if (id === undefined) return undefined;
  const scanner: Draft<Scanner> = { id, name: textAt(wire, 'name') ?? id };
  setKnown(scanner, 'vendor', textAt(objectAt(wire, 'vendor'), 'name') ?? textAt(wire, 'vendor'));
  setKnown(scanner, 'version', textAt(wire, 'version'));
  return scanner;
}
