import { Worker } from 'node:worker_threads';

export interface Watch {
  /** An input with this seed is tried now. */
  begin(seed: number): void;
  dispose(): void;
}

/** So long that a busy machine is no reason. */
const longest = 60_000;

/**
 * Ends the process, naming the input, where one never comes to an end: a loop without an end leaves nobody else on its
 * thread to notice.
 */
export function watchForHangs(target: string): Watch {
  const shared = new Int32Array(new SharedArrayBuffer(8));
  const worker = new Worker(
    `const { workerData: { shared, target, longest } } = require('node:worker_threads');
     let last = -1;
     setInterval(() => {
       if (shared[0] === last) {
         require('node:fs').writeSync(2, target + ' hangs on the input of seed ' + shared[1] + '\\n');
         process.kill(process.pid, 'SIGKILL');
       }
       last = shared[0];
     }, longest);`,
    { eval: true, workerData: { shared, target, longest }, execArgv: [] },
  );
  worker.unref();
  return {
    begin: (seed) => {
      shared[0] = ((shared[0] ?? 0) + 1) & 0x3fffffff;
      shared[1] = seed;
    },
    dispose: () => void worker.terminate(),
  };
}
