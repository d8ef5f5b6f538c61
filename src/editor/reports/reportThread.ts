import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ReportFinding } from '../../core/model/finding.ts';
import type { Report } from '../../core/model/report.ts';
import type { ReportType } from '../../core/model/reportType.ts';
import { SharedParts } from '../../core/report/sharedParts.ts';
import type { Asked, Told } from './reportWork.ts';

/** A piece of a report is garbage soon; what V8 would allow it to grow to, 48 MB, was as much memory as a report, and slower. */
const youngMegabytes = 8;

/**
 * Reads a long report on a thread of its own, on which the editor's would be busy for too long, and which takes the memory with
 * it when it ends. One at a time: each holds its report several times over.
 */
export class ReportThread {
  readonly #file: string;
  readonly #mostMegabytes: number;
  #before: Promise<unknown> = Promise.resolve();

  /** @param mostMegabytes of memory: a report may be 256 MB long, and takes several times as much while it is read */
  constructor(file = join(__dirname, 'reportWork.cjs'), mostMegabytes = 2048) {
    this.#file = file;
    this.#mostMegabytes = mostMegabytes;
  }

  /** Takes the bytes with it: they are empty afterwards. Throws the signal's reason when it was aborted. */
  readonly read = (bytes: Uint8Array, type: ReportType, signal: AbortSignal): Promise<Report> => {
    const reading = this.#before.then(() => this.#read(bytes, type, signal));
    this.#before = reading.catch(() => undefined);
    return reading;
  };

  async #read(bytes: Uint8Array, type: ReportType, signal: AbortSignal): Promise<Report> {
    signal.throwIfAborted();
    const own = bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
    const asked: Asked = { bytes: own, type };
    const worker = new Worker(this.#file, {
      workerData: asked,
      transferList: [own.buffer as ArrayBuffer],
      resourceLimits: {
        maxOldGenerationSizeMb: this.#mostMegabytes,
        maxYoungGenerationSizeMb: youngMegabytes,
      },
    });
    const stop = () => void worker.terminate();
    signal.addEventListener('abort', stop);
    try {
      return await receive(worker);
    } catch (error) {
      signal.throwIfAborted();
      if (isOutOfMemory(error)) return tooLarge;
      throw error;
    } finally {
      signal.removeEventListener('abort', stop);
      void worker.terminate();
    }
  }
}

const tooLarge: Report = {
  findings: [],
  problems: [{ message: 'The file is too large to be read here.' }],
};

/** Asks for the next findings when those before have had their turn, so that everything else gets its own. */
function receive(worker: Worker): Promise<Report> {
  const findings: ReportFinding[] = [];
  const parts = new SharedParts();
  return new Promise((resolve, reject) => {
    worker.on('error', reject);
    worker.on('exit', () => reject(new Error('the thread that read a report ended')));
    worker.on('message', (told: Told) => {
      if (told.startsOver) findings.length = 0;
      for (const finding of told.findings) {
        parts.share(finding);
        findings.push(finding);
      }
      if (told.rest) resolve({ ...told.rest, findings });
      else setImmediate(() => worker.postMessage('more'));
    });
    worker.postMessage('more');
  });
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
