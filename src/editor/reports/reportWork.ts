import { isMainThread, parentPort, workerData, type MessagePort } from 'node:worker_threads';
import type { ReportFinding } from '../../core/model/finding.ts';
import type { ReportType } from '../../core/model/reportType.ts';
import {
  reportReading,
  startOver,
  type ReportReading,
  type ReportRest,
} from '../../core/report/reportReading.ts';

/** What the thread is started with. */
export interface Asked {
  readonly bytes: Uint8Array;
  readonly type: ReportType;
}

/** What it tells each time it is asked for more. */
export interface Told {
  /** Whether what was told before does not count. */
  readonly startsOver: boolean;
  readonly findings: readonly ReportFinding[];
  /** Comes with the last findings. */
  readonly rest?: ReportRest;
}

/** To receive a finding takes its time too; so many are received in a millisecond or two. */
const mostAtOnce = 100;

/** What comes next is read while the editor's thread receives what came before. */
function answer(port: MessagePort, { bytes, type }: Asked): void {
  const reading = reportReading(bytes, type);
  let told = someOf(reading);
  port.on('message', () => {
    port.postMessage(told);
    if (!told.rest) told = someOf(reading);
  });
}

function someOf(reading: ReportReading): Told {
  let startsOver = false;
  let findings: ReportFinding[] = [];
  while (findings.length < mostAtOnce) {
    const { value, done } = reading.next();
    if (done) return { startsOver, findings, rest: value };
    if (value === startOver) {
      startsOver = true;
      findings = [];
    } else findings.push(value);
  }
  return { startsOver, findings };
}

if (!isMainThread && parentPort) answer(parentPort, workerData as Asked);
