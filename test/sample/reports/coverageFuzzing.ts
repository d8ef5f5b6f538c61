import { cwe } from './identifiers.ts';
import type { SampleReport } from './sampleFinding.ts';

/** What the job `fuzz_pricefeed` writes: inputs that crash the parser. */
export const coverageFuzzing: SampleReport = {
  type: 'coverage_fuzzing',
  version: '15.2.1',
  analyzer: {
    id: 'gitlab-cov-fuzz',
    name: 'gitlab-cov-fuzz',
    version: '3.2.1',
    url: 'https://gitlab.com/gitlab-org/security-products/analyzers/gitlab-cov-fuzz',
    vendor: 'GitLab',
  },
  scanner: {
    id: 'libfuzzer',
    name: 'libfuzzer',
    version: '17',
    url: 'https://docs.gitlab.com/user/application_security/coverage_fuzzing/',
    vendor: 'GitLab',
  },
  findings: [
    {
      presence: 'existing',
      name: 'Index out of range',
      severity: 'Medium',
      description:
        'A line with fewer than three fields ends the price feed: `parseLine` takes the third one without looking.',
      identifiers: [{ ...cwe(129), name: 'Index-out-of-range' }],
      location: (tree) => ({
        crash_address: '0x00000000004b3a80',
        crash_type: 'Index-out-of-range',
        crash_state: 'pricefeed.parseLine\npricefeed.Parse\npricefeed.Fuzz\n',
        stacktrace_snippet: stackTrace(
          tree.find('tools/pricefeed/parse.go', '\tif fields[2] != "EUR" {').start,
          tree.find('tools/pricefeed/parse.go', '\t\tprice, err := parseLine(line)').start,
        ),
      }),
    },
  ],
};

function stackTrace(at: number, calledAt: number): string {
  return `INFO: Seed: 1156723483
INFO: seed corpus: files: 3 min: 1b max: 15b total: 31b rss: 38Mb
panic: runtime error: index out of range [2] with length 1

goroutine 17 [running, locked to thread]:
acme.example/shop/pricefeed.parseLine(...)
\t/builds/acme/shop/shop-api/tools/pricefeed/parse.go:${at}
acme.example/shop/pricefeed.Parse({0x2e9a6b0, 0x1})
\t/builds/acme/shop/shop-api/tools/pricefeed/parse.go:${calledAt} +0x1b8
acme.example/shop/pricefeed.Fuzz({0x2e9a6b0, 0x1, 0x1})
\t/builds/acme/shop/shop-api/tools/pricefeed/parse_fuzz.go:7
==1330== ERROR: libFuzzer: deadly signal
SUMMARY: libFuzzer: deadly signal
artifact_prefix='./crashes/'; Test unit written to ./crashes/crash-0a4d55a8d778e5022fab701977c5d840bbc486d0
`;
}
