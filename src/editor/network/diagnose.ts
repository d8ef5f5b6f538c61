import { instanceName, type Instance } from '../../core/model/project.ts';
import { diagnoseInstance } from '../../core/view/diagnoseInstance.ts';
import { diagnoseSnapshot, type DiagnosisWords } from '../../core/view/diagnoseSnapshot.ts';
import { renderDiagnosis, type DiagnosisStep } from '../../core/view/diagnosis.ts';
import type { InstanceReport } from '../../core/sync/ports.ts';
import type { Cell } from '../../core/sync/snapshotStore.ts';
import { diagnoseChain } from './steps/diagnoseChain.ts';
import { diagnoseClock } from './steps/diagnoseClock.ts';
import { diagnoseName } from './steps/diagnoseName.ts';
import { diagnoseProxy, type ProxySettings } from './steps/diagnoseProxy.ts';
import { lookAtChain, type Way } from './lookAtChain.ts';
import { knock } from './knock.ts';
import type { nodeFetch } from './nodeFetch.ts';

export interface DiagnosePorts {
  readonly instance: Instance;
  /** The transport that requests have. */
  readonly fetch: ReturnType<typeof nodeFetch>;
  readonly proxy: ProxySettings;
  readonly now: () => number;
  /** Asks GitLab about itself and the token. */
  readonly describe: (signal: AbortSignal) => Promise<InstanceReport>;
  /** Asks for the findings once more, and gives what came of it. */
  readonly refreshed: () => Promise<Cell | undefined>;
  readonly words: DiagnosisWords;
  /** Versions and the like. */
  readonly about: readonly string[];
  /** What must not stand in the text, asked for when it is written. */
  readonly secrets: () => Promise<readonly string[]>;
}

const noWay: Way = { chain: [] };

/**
 * Walks the whole way to a finding, each step on its own: the first that fails is the one to put right. Steps of the
 * network send no token; those after it go the way that every request goes. Gives a text without secrets.
 */
export async function diagnose(ports: DiagnosePorts, signal: AbortSignal): Promise<string> {
  const { instance, fetch, proxy, now, words, about } = ports;
  const url = new URL(instance.url);
  const [way, answer] = await Promise.all([
    url.protocol === 'https:' ? lookAtChain(url, signal) : noWay,
    knock(instance, fetch, signal),
  ]);
  const name = instanceName(instance);
  const steps: DiagnosisStep[] = [
    await diagnoseName(url, way.proxy),
    diagnoseProxy(name, proxy, way.proxy, answer),
    diagnoseChain(name, url, way.chain, answer),
    diagnoseClock(answer, now(), way.chain),
  ];
  const report = await ports.describe(signal).catch((error: unknown) => {
    signal.throwIfAborted();
    return error instanceof Error ? error : new Error(String(error));
  });
  steps.push(...diagnoseInstance(instance, report, now()));
  const cell = await ports.refreshed();
  signal.throwIfAborted();
  steps.push(...diagnoseSnapshot(cell, words));
  return renderDiagnosis({ title: `Connection to ${name}`, about, steps }, await ports.secrets());
}
