import { Session } from 'node:inspector';
import { writeFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { OwnTimers, type MadeTimer } from './ownTimers.ts';
import { untilCalm, Watch, type LongTurn } from './watch.ts';

/** What a part of the work did to the extension host. */
export interface Watched {
  readonly milliseconds: number;
  readonly longest: number;
  readonly longestWall: number;
  readonly long: readonly LongTurn[];
}

/** What the extension host holds when nothing is under way. */
export interface Held {
  /** Of the heap after a collection, in bytes. */
  readonly heap: number;
  /** Sockets, timers, pipes and what else keeps a process alive. */
  readonly resources: number;
  /** Every listener is one, of whatever emitter. */
  readonly functions: number;
}

export interface WatchDriver {
  /** @param profile a file for a CPU profile */
  begin(profile: string): Promise<void>;
  end(): Promise<Watched>;
  untilCalm(): Promise<void>;
  /** Takes part in nothing but time, in which nobody does anything. */
  rest(profile: string, files: string): Promise<void>;
  /** The timers that were set meanwhile by those files. */
  rested(): Promise<readonly MadeTimer[]>;
  held(): Promise<Held>;
}

/** Sits in the extension host beside the extension that is measured, and takes the time of the thread that they share. */
export function activate(): WatchDriver {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  let watch: Watch | undefined;
  let began = 0;
  let session: Session | undefined;
  let file = '';
  let timers: OwnTimers | undefined;
  const startProfile = async (path: string, interval: number) => {
    file = path;
    session = new Session();
    session.connect();
    await post(session, 'Profiler.enable');
    await post(session, 'Profiler.setSamplingInterval', { interval });
    await post(session, 'Profiler.start');
  };
  const endProfile = async () => {
    if (!session) return;
    const { profile } = await post(session, 'Profiler.stop');
    session.disconnect();
    session = undefined;
    writeFileSync(file, JSON.stringify(profile));
  };
  return {
    untilCalm,
    begin: async (profile) => {
      await startProfile(profile, 500);
      began = performance.now();
      watch = new Watch();
    },
    end: async () => {
      const { own = 0, wall = 0, long = [] } = watch?.stop() ?? {};
      const milliseconds = performance.now() - began;
      await endProfile();
      return { milliseconds, longest: own, longestWall: wall, long };
    },
    rest: async (profile, files) => {
      await startProfile(profile, 5000);
      timers = new OwnTimers(files);
    },
    rested: async () => {
      await endProfile();
      return timers?.stop() ?? [];
    },
    held: async () => {
      const functions = await countFunctions();
      collect();
      return {
        heap: process.memoryUsage().heapUsed,
        resources: process.getActiveResourcesInfo().filter((kind) => kind !== 'Immediate').length,
        functions,
      };
    },
  };
}

/** Of the whole heap, after a collection. */
async function countFunctions(): Promise<number> {
  const session = new Session();
  session.connect();
  try {
    const prototype = await post(session, 'Runtime.evaluate', { expression: 'Function.prototype' });
    const found = await post(session, 'Runtime.queryObjects', {
      prototypeObjectId: prototype.result?.objectId,
    });
    const length = await post(session, 'Runtime.callFunctionOn', {
      objectId: found.objects?.objectId,
      functionDeclaration: 'function () { return this.length; }',
    });
    return Number(length.result?.value);
  } finally {
    session.disconnect();
  }
}

interface Answer {
  readonly profile?: unknown;
  readonly result?: { readonly objectId?: string; readonly value?: unknown };
  readonly objects?: { readonly objectId?: string };
}

function post(session: Session, method: string, params: object = {}): Promise<Answer> {
  return new Promise((resolve, reject) =>
    session.post(method, params, (error, result?: object) => (error ? reject(error) : resolve(result ?? {}))),
  );
}
