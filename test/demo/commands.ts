import type { Sample } from '../sample/createSample.ts';

interface Command {
  readonly help: string;
  /** What to say of it. */
  readonly run: (sample: Sample, rest: string) => string;
}

/** What can be typed while the demo runs, to see how the editor follows. */
const commands: Readonly<Record<string, Command>> = {
  finish: {
    help: 'end the running pipeline (with --running)',
    run: (sample) => {
      sample.finishRunning();
      return 'The pipeline has ended; one of its findings is new.';
    },
  },
  dismiss: {
    help: 'TEXT    dismiss the finding whose title has this text, as Mara',
    run: ({ gitlab, headPipeline, mara }, rest) => {
      const wanted = rest.toLowerCase();
      const found = gitlab.findingsOf(headPipeline).find(({ title }) => title.toLowerCase().includes(wanted));
      if (rest === '' || found?.uuid === undefined) return `No finding is called ${rest || 'nothing'}.`;
      gitlab.dismiss(found.uuid, { reason: 'acceptable_risk', comment: 'Dismissed in the demo.', by: mara });
      return `Dismissed "${found.title}".`;
    },
  },
  offline: {
    help: 'break every connection to GitLab',
    run: ({ gitlab }) => {
      gitlab.fail('*', { kind: 'cut' }, Infinity);
      return 'GitLab cannot be reached any more.';
    },
  },
  online: {
    help: 'mend it, and end "slow"',
    run: ({ gitlab }) => {
      gitlab.recover();
      return 'GitLab answers again.';
    },
  },
  slow: {
    help: 'SECONDS    let GitLab take its time',
    run: ({ gitlab }, rest) => {
      const seconds = Number(rest || 3);
      if (!(seconds >= 0 && seconds <= 60)) return 'Up to 60 seconds.';
      gitlab.delay('*', seconds * 1000);
      return `Every answer takes ${seconds} s.`;
    },
  },
  revoke: {
    help: 'revoke the token',
    run: ({ gitlab, token }) => {
      gitlab.revokeToken(token);
      return 'The token is good for nothing any more.';
    },
  },
  requests: {
    help: 'say what GitLab has been asked for since the last time',
    run: ({ gitlab }) => {
      const lines = gitlab.requests.map(
        ({ method, path, operationNames, status }) =>
          `${status} ${method} ${[path, ...operationNames].join(' ')}`,
      );
      gitlab.resetRequests();
      return lines.length > 0 ? lines.join('\n') : 'Nothing.';
    },
  },
};

export const commandHelp = [
  ...Object.entries(commands).map(([name, { help }]) => `  ${name.padEnd(10)}${help}`),
  '  quit      end the demo (as Ctrl+C does)',
].join('\n');

/** Does what a line says, and gives what to answer. "Refresh Findings" in the editor shows a change at once. */
export function runCommand(sample: Sample, line: string): string {
  const [, name = '', rest = ''] = /^\s*(\S*)\s*(.*?)\s*$/.exec(line) ?? [];
  if (name === '') return '';
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) return commandHelp;
  try {
    return command.run(sample, rest);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
