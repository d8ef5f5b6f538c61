import type { Scanner } from '../model/finding.ts';
import { isWireObject, nameOf, objectOf, setKnown, type Draft, type WireObject } from './wire.ts';

const unknownScanner: Scanner = { id: 'unknown', name: 'Unknown scanner' };

/**
 * Reads the scanner of each vulnerability of a report, equal ones into the same object. As in GitLab, `scan.scanner`
 * counts where there is one, so that both sources of a finding agree; then what the vulnerability says itself (before
 * 15.x, in 2.x just `tool`), then the analyzer that wraps the scanner.
 */
export function scannerReader(scan: WireObject): (vulnerability: WireObject) => Scanner {
  const ofReport = readScanner(scan['scanner']);
  if (ofReport) return () => ofReport;
  const fallback = readScanner(scan['analyzer']) ?? unknownScanner;
  const known = new Map<string, Scanner>();
  return (vulnerability) => {
    const own = readScanner(vulnerability['scanner']) ?? readScanner({ id: vulnerability['tool'] });
    if (!own) return fallback;
    const key = `${own.id}\0${own.name}\0${own.vendor ?? ''}\0${own.version ?? ''}`;
    const scanner = known.get(key) ?? own;
    known.set(key, scanner);
    return scanner;
  };
}

function readScanner(wire: unknown): Scanner | undefined {
  if (!isWireObject(wire)) return undefined;
  const id = nameOf(wire['id']) ?? nameOf(wire['name']);
  if (id === undefined) return undefined;
  const scanner: Draft<Scanner> = { id, name: nameOf(wire['name']) ?? id };
  setKnown(scanner, 'vendor', nameOf(objectOf(wire['vendor'])['name']) ?? nameOf(wire['vendor']));
  setKnown(scanner, 'version', nameOf(wire['version']));
  return scanner;
}
