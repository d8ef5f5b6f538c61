import type { GitLab } from '../../../gitlab/gitLab.ts';
import type { Fault } from '../../../gitlab/http/fault.ts';
import { countRoundTrips } from '../../../gitlab/http/roundTrips.ts';

/** What suites ask of every GitLab. */
export function gitLabControls(gitlab: GitLab) {
  return {
    /** Since the last reset: an operation's name, or method and route; one line each. */
    requests: () =>
      gitlab.requests.map(({ operationNames, method, template }) =>
        operationNames.length > 0 ? operationNames.join(' ') : `${method} ${template}`,
      ),
    /** Of the last run: git may tell more of the branch while one is under way, and that starts another one. */
    roundTrips: () => {
      const last = gitlab.requests.findLastIndex(({ operationNames }) => operationNames.includes('Overview'));
      return countRoundTrips(gitlab.requests.slice(last), []);
    },
    resetRequests: () => gitlab.resetRequests(),
    /** `times` is a number that JSON knows: Infinity is none. */
    fail: (target: string, fault: Fault, times = 1) => gitlab.fail(target, fault, times),
    answerAfter: (milliseconds: number) => gitlab.delay('*', milliseconds),
    recover: () => gitlab.recover(),
  };
}
