import type { GitLab } from '../../../gitlab/gitLab.ts';
import type { Fault } from '../../../gitlab/http/fault.ts';

/** What suites ask of every GitLab. */
export function gitLabControls(gitlab: GitLab) {
  return {
    /** Since the last reset: an operation's name, or method and route; one line each. */
    requests: () =>
      gitlab.requests.map(({ operationNames, method, template }) =>
        operationNames.length > 0 ? operationNames.join(' ') : `${method} ${template}`,
      ),
    roundTrips: () => gitlab.roundTrips(),
    resetRequests: () => gitlab.resetRequests(),
    /** `times` is a number that JSON knows: Infinity is none. */
    fail: (target: string, fault: Fault, times = 1) => gitlab.fail(target, fault, times),
    recover: () => gitlab.recover(),
  };
}
