import { isMainThread, parentPort, workerData, type MessagePort } from 'node:worker_threads';
import type { ReportFinding } from '../../core/model/finding.ts';
import type { Report } from '../../core/model/report.ts';
import type { ReportType } from '../../core/model/reportType.ts';
import { parseReport } from '../../core/report/parseReport.ts';

/** What the thread is started with. */
export interface Asked {
  readonly bytes: Uint8Array;
  readonly type: ReportType;
}

/** What it tells: some findings each time it is asked for more, and at last the rest of the report. */
export type Told = { readonly findings: readonly ReportFinding[] } | { readonly rest: Report };

/** To receive a finding takes its time too; so many are received in a millisecond or two. */
const mostAtOnce = 100;

function answer(port: MessagePort, { bytes, type }: Asked): void {
  const report = parseReport(bytes, type);
  let sent = 0;
  port.on('message', () => {
    const findings = report.findings.slice(sent, sent + mostAtOnce);
    sent += findings.length;
    const told: Told = findings.length > 0 ? { findings } : { rest: { ...report, findings: [] } };
    port.postMessage(told);
  });
}

if (!isMainThread && parentPort) answer(parentPort, workerData as Asked);
