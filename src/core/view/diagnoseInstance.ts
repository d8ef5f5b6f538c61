import { isGitLabFailure } from '../model/failure.ts';
import { instanceName, type Instance } from '../model/project.ts';
import type { InstanceReport } from '../sync/ports.ts';
import type { DiagnosisStep } from './diagnosis.ts';
import { reasonInWords } from './networkReasons.ts';

const day = 24 * 60 * 60 * 1000;

/** What GitLab says of itself and of the token; or what it means that it says nothing. */
export function diagnoseInstance(
  instance: Instance,
  report: InstanceReport | Error,
  now: number,
): readonly DiagnosisStep[] {
  return report instanceof Error ? failed(instance, report) : answered(instance, report, now);
}

function answered(
  instance: Instance,
  { version, isEnterprise, username, scopes, expiresAt }: InstanceReport,
  now: number,
): readonly DiagnosisStep[] {
  const name = instanceName(instance);
  const left = expiresAt === undefined ? undefined : Math.floor((Date.parse(expiresAt) - now) / day);
  const lasts = left === undefined ? 'does not say when it expires' : `expires on ${expiresAt ?? ''}`;
  return [
    { name: 'Instance', outcome: 'ok', meaning: `${name} answers as a GitLab` },
    isOld(version)
      ? {
          name: 'Version',
          outcome: 'failed',
          meaning: `GitLab ${version ?? ''} is older than 16.3`,
          change: 'ask who runs it for an upgrade',
        }
      : version === undefined
        ? { name: 'Version', outcome: 'skipped', meaning: 'this token may not ask for the version' }
        : { name: 'Version', outcome: 'ok', meaning: `GitLab ${version}` },
    {
      name: 'Token',
      outcome: left !== undefined && left < 7 ? 'noted' : 'ok',
      meaning: `it is ${username === undefined ? 'accepted' : `${username}'s`}, and ${lasts}`,
      ...(left !== undefined && left < 7 && { change: 'create a new token soon, and run Sign In' }),
    },
    scopesStep(scopes),
    {
      name: 'Edition',
      outcome: isEnterprise === undefined ? 'skipped' : 'ok',
      meaning:
        isEnterprise === undefined
          ? 'this token may not ask for the edition'
          : isEnterprise
            ? 'Enterprise Edition'
            : 'Community Edition, so findings come from reports alone',
    },
  ];
}

function scopesStep(scopes: readonly string[] | undefined): DiagnosisStep {
  const name = 'Scopes';
  if (!scopes) return { name, outcome: 'noted', meaning: 'GitLab does not tell the scopes of this token' };
  const has = scopes.length === 0 ? 'none' : scopes.join(', ');
  if (scopes.includes('api')) return { name, outcome: 'ok', meaning: has };
  if (scopes.includes('read_api')) {
    return {
      name,
      outcome: 'ok',
      meaning: `${has}, which reads findings but changes none`,
    };
  }
  return {
    name,
    outcome: 'failed',
    meaning: `the token has ${has}`,
    change: 'create one with read_api or api, and run Sign In',
  };
}

function failed(instance: Instance, error: Error): readonly DiagnosisStep[] {
  const name = instanceName(instance);
  const failure = isGitLabFailure(error) ? error : undefined;
  const because = failure?.detail === undefined ? '' : ` (${failure.detail})`;
  const instanceStep = (meaning: string, change: string): readonly DiagnosisStep[] => [
    { name: 'Instance', outcome: 'failed', meaning, change },
    ...['Version', 'Token', 'Scopes', 'Edition'].map((step): DiagnosisStep => ({
      name: step,
      outcome: 'skipped',
      meaning: 'nothing can be asked',
    })),
  ];
  const tokenStep = (meaning: string, change: string): readonly DiagnosisStep[] => [
    { name: 'Instance', outcome: 'ok', meaning: `${name} answers as a GitLab` },
    { name: 'Version', outcome: 'skipped', meaning: 'GitLab tells it to those who are signed in' },
    { name: 'Token', outcome: 'failed', meaning, change },
    { name: 'Scopes', outcome: 'skipped', meaning: 'GitLab tells them to those who are signed in' },
    { name: 'Edition', outcome: 'skipped', meaning: 'GitLab tells it to those who are signed in' },
  ];
  switch (failure?.code) {
    case 'signInEnded':
    case 'unauthorized':
      return tokenStep(`${name} refuses it${because}`, 'create a new token, and run Sign In');
    case 'insufficientScope':
      return tokenStep(`it lacks a scope${because}`, 'create one with read_api or api, and run Sign In');
    case 'forbidden':
      return tokenStep(`${name} forbids its use${because}`, "ask GitLab's administrators");
    case 'rateLimited':
      return instanceStep(`${name} has had too many requests`, 'wait a minute, and try again');
    case 'serverError':
      return instanceStep(`${name} answers with an error of its own${because}`, 'ask who runs it');
    case 'unreachable':
    case 'timeout': {
      const words = failure.reason && reasonInWords(failure.reason, name);
      return instanceStep(
        words?.fact ?? `${name} cannot be reached${because}`,
        words?.change ?? 'see the steps above',
      );
    }
    case 'notFound':
    case 'unexpectedAnswer':
    case 'tooLarge':
    case 'storageRefused':
    case 'notDownloadable':
    case 'unknownField':
    case 'refused':
    case undefined:
      return instanceStep(
        `what answers is no GitLab${because}`,
        'check the address and its sub-path, and sign in to the network if it has a page for that',
      );
  }
}

/** GitLab versions look like `18.8.2-ee`. */
function isOld(version: string | undefined): boolean {
  const [major = 0, minor = 0] = (version ?? '99').split('.').map((part) => Number.parseInt(part, 10));
  return major < 16 || (major === 16 && minor < 3);
}
