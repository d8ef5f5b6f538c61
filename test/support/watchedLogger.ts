import type { Logger } from '../../src/core/base/logger.ts';
import { tell } from '../gitlab/http/everyServer.ts';
import { holdsToken, issuedTokens } from '../gitlab/http/tokenWatch.ts';

/** A log in which no secret of any test may appear: one that does fails the process. */
export function watchedLogger(log: (line: string) => void = () => {}): Logger {
  const watched = (line: string) => {
    if (issuedTokens().some((secret) => holdsToken(line, secret))) tell(`a secret in the log: ${line}`);
    log(line);
  };
  return { trace: watched, debug: watched, info: watched, warn: watched, error: watched };
}
