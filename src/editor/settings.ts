import * as vscode from 'vscode';
import type { ClientCertificate, NetworkSettings } from '../core/model/networkSettings.ts';
import type { Severity } from '../core/model/severity.ts';
import { toSeverity } from '../core/model/severity.ts';
import type { PathMappings } from '../core/placement/filePath.ts';
import type { LensMode } from '../core/view/lens.ts';
import type { Section } from '../core/view/words.ts';

export const section = 'gitlabSecurity';

const diagnosticSeverities: Readonly<Record<string, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

const defaultDiagnosticSeverities: Readonly<Record<Severity, string>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'information',
  info: 'hint',
  unknown: 'hint',
};

/** The settings as this moment has them; anything a user mistyped counts as its default. */
export const settings = {
  get minimumSeverity(): Severity {
    return toSeverity(read('minimumSeverity'));
  },
  get states(): readonly Section[] {
    const value = read('states');
    const known: readonly Section[] = ['new', 'existing', 'fixed', 'dismissed'];
    return Array.isArray(value) ? known.filter((state) => value.includes(state)) : ['new', 'existing'];
  },
  get codeLens(): LensMode {
    const value = read('codeLens');
    return value === 'off' || value === 'summary' ? value : 'actions';
  },
  get remotes(): readonly string[] {
    const value = read('remotes');
    return Array.isArray(value) ? value.filter((name): name is string => typeof name === 'string') : [];
  },
  /** Addresses of GitLab instances, to know a sub-path or port that an ssh remote does not tell. */
  get instances(): readonly string[] {
    const value = read('instances');
    return Array.isArray(value) ? value.filter((url): url is string => typeof url === 'string') : [];
  },
  /** Ids of OAuth applications, by the instance they are registered on. */
  get oauthClientIds(): Readonly<Record<string, string>> {
    return readTexts('oauthClientIds');
  },
  /** Prefixes of reported paths, and the folders of the repository they stand for. */
  get pathMappings(): PathMappings {
    return readTexts('pathMappings');
  },
  /** Of this computer only: a repository must not say whom to trust, nor which files to read. */
  get network(): NetworkSettings {
    const authorities = read('certificateAuthorities');
    const clients = read('clientCertificates');
    return {
      certificateAuthorities: Array.isArray(authorities)
        ? authorities.filter((path): path is string => typeof path === 'string' && path !== '')
        : [],
      clientCertificates: Object.fromEntries(
        Object.entries(typeof clients === 'object' && clients !== null ? clients : {}).filter(
          (entry): entry is [string, ClientCertificate] => isClientCertificate(entry[1]),
        ),
      ),
    };
  },
  get notifyNewFindings(): boolean {
    return read('notifyNewFindings') !== false;
  },
  /** `undefined`: not shown in Problems. */
  diagnosticSeverity(severity: Severity): vscode.DiagnosticSeverity | undefined {
    const map = read('diagnosticSeverity');
    const chosen =
      typeof map === 'object' && map !== null ? (map as Record<string, unknown>)[severity] : undefined;
    if (chosen === 'none') return undefined;
    return (
      diagnosticSeverities[typeof chosen === 'string' ? chosen : ''] ??
      diagnosticSeverities[defaultDiagnosticSeverities[severity]]
    );
  },
};

function readTexts(name: string): Readonly<Record<string, string>> {
  const value = read(name);
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

function read(name: string): unknown {
  return vscode.workspace.getConfiguration(section).get(name);
}

function isClientCertificate(value: unknown): value is ClientCertificate {
  if (typeof value !== 'object' || value === null) return false;
  const { cert, key, pfx } = value as Record<string, unknown>;
  return typeof pfx === 'string' || (typeof cert === 'string' && typeof key === 'string');
}
