import { Session } from 'node:inspector';
import { writeFileSync } from 'node:fs';
import { untilCalm, Watch, type LongTurn } from './watch.ts';

/** What a part of the work did to the extension host. */
export interface Watched {
  readonly milliseconds: number;
  readonly longest: number;
  readonly longestWall: number;
  readonly long: readonly LongTurn[];
  /** Of the whole heap after a collection, in bytes, where the host was started with `--expose-gc`. */
  readonly heap: number;
}

export interface WatchDriver {
  /** @param profile a file for a CPU profile, which makes everything slower */
  begin(profile?: string): Promise<void>;
  end(): Promise<Watched>;
  untilCalm(): Promise<void>;
}

/** Sits in the extension host beside the extension that is measured, and takes the time of the thread that they share. */
export function activate(): WatchDriver {
  let watch: Watch | undefined;
  let began = 0;
  let session: Session | undefined;
  let file: string | undefined;
  return {
    untilCalm,
    begin: async (profile) => {
      file = profile;
      if (profile !== undefined) {
        session = new Session();
        session.connect();
        await post(session, 'Profiler.enable');
        await post(session, 'Profiler.setSamplingInterval', { interval: 500 });
        await post(session, 'Profiler.start');
      }
      began = performance.now();
      watch = new Watch();
    },
    end: async () => {
      const { own = 0, wall = 0, long = [] } = watch?.stop() ?? {};
      const milliseconds = performance.now() - began;
      if (session && file !== undefined) {
        const { profile } = await post(session, 'Profiler.stop');
        session.disconnect();
        writeFileSync(file, JSON.stringify(profile));
      }
      globalThis.gc?.();
      const heap = process.memoryUsage().heapUsed;
      return { milliseconds, longest: own, longestWall: wall, long, heap };
    },
  };
}

function post(session: Session, method: string, params: object = {}): Promise<{ profile?: unknown }> {
  return new Promise((resolve, reject) =>
    session.post(method, params, (error, result?: object) => (error ? reject(error) : resolve(result ?? {}))),
  );
}
