import { reportFixture } from '../../support/reportFixture.ts';

/** One of our own reports as JSON. */
export function parseFixture(name: string): { readonly vulnerabilities: readonly unknown[] } {
  return JSON.parse(new TextDecoder().decode(reportFixture(name))) as { vulnerabilities: unknown[] };
}
