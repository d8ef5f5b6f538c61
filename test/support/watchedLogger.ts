import { inspect } from 'node:util';
import type { Logger } from '../../src/core/base/logger.ts';
import { tell } from '../gitlab/http/everyServer.ts';
import { holdsToken, issuedTokens } from '../gitlab/http/tokenWatch.ts';

/** A log in which no secret of any test may appear: one that does fails the process. */
export function watchedLogger(log: (line: string) => void = () => {}): Logger {
  const watched = (line: string) => {
    watch(line, 'a line of the log');
    log(line);
  };
  return { trace: watched, debug: watched, info: watched, warn: watched, error: watched };
}

/** What is shown, thrown or kept, down to its causes; a secret in it fails the process. */
export function watch(value: unknown, what: string): void {
  const text = typeof value === 'string' ? value : inspect(value, { depth: 12, maxStringLength: null });
  if (issuedTokens().some((secret) => holdsToken(text, secret)))
    tell(`a secret in ${what}: ${text.slice(0, 300)}`);
}
