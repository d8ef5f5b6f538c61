import { isWireObject, objectOf, objectsOf, quote, textOf, type WireObject } from './wire.ts';

/** Tells what JSON that is no GitLab report is, in a sentence; undefined when it may be one. */
export function recogniseOther(json: unknown): string | undefined {
  const tool = Array.isArray(json) ? arrayOutputOf(json) : isWireObject(json) ? outputOf(json) : undefined;
  if (tool !== undefined) {
    return `This is ${tool}, not a GitLab security report; it must be converted to GitLab’s report format first.`;
  }
  if (isWireObject(json) && !Array.isArray(json['vulnerabilities'])) return apiErrorOf(json);
  return undefined;
}

function outputOf(json: WireObject): string | undefined {
  const hasNoFindings = !Array.isArray(json['vulnerabilities']);
  if (json['bomFormat'] === 'CycloneDX') return 'a CycloneDX software bill of materials';
  if ('spdxVersion' in json) return 'an SPDX software bill of materials';
  if (
    Array.isArray(json['runs']) &&
    (textOf(json['$schema'])?.includes('sarif') ?? json['version'] === '2.1.0')
  )
    return 'SARIF';
  if ('SchemaVersion' in json && ('Results' in json || 'ArtifactName' in json)) return 'raw Trivy output';
  if (Array.isArray(json['matches']) && ('descriptor' in json || 'distro' in json || 'source' in json))
    return 'raw Grype output';
  if ('check_type' in json && isWireObject(json['results'])) return 'raw Checkov output';
  if ('kics_version' in json) return 'raw KICS output';
  if (Array.isArray(json['Issues']) && 'Stats' in json) return 'raw gosec output';
  if (hasNoFindings && ('@programName' in json || Array.isArray(json['site']))) return 'raw ZAP output';
  if ('auditReportVersion' in json || isWireObject(json['advisories'])) return 'raw npm audit output';
  if (isWireObject(json['scanInfo']) && Array.isArray(json['dependencies']))
    return 'raw OWASP Dependency-Check output';
  if (typeof json['ok'] === 'boolean' && ('dependencyCount' in json || 'packageManager' in json))
    return 'raw Snyk output';
  const [result] = objectsOf(json['results']);
  if (result && 'check_id' in result) return 'raw Semgrep output';
  if (result && 'test_id' in result) return 'raw Bandit output';
  if (result && Array.isArray(result['packages'])) return 'raw OSV-Scanner output';
  if (hasNoFindings && Array.isArray(json['results'])) {
    if (isWireObject(json['paths']) || 'interfile_languages_used' in json) return 'raw Semgrep output';
    if (isWireObject(json['metrics'])) return 'raw Bandit output';
    if ('experimental_config' in json) return 'raw OSV-Scanner output';
  }
  return undefined;
}

function arrayOutputOf(json: readonly unknown[]): string | undefined {
  const first = json.find(isWireObject);
  if (!first) return undefined;
  if (('RuleID' in first && 'Match' in first) || ('rule' in first && 'offender' in first))
    return 'raw Gitleaks output';
  if ('Target' in first && ('Vulnerabilities' in first || 'Type' in first)) return 'raw Trivy output';
  if ('check_type' in first && 'results' in first) return 'raw Checkov output';
  if ('check_name' in first && 'fingerprint' in first) return 'a Code Quality report';
  if ('filePath' in first && Array.isArray(first['messages'])) return 'raw ESLint output';
  if ('DetectorName' in first || 'SourceMetadata' in first) return 'raw TruffleHog output';
  return undefined;
}

/** GitLab answers errors with `message`, OAuth with `error` and `error_description`. */
function apiErrorOf(json: WireObject): string | undefined {
  if ('scan' in json || 'version' in json) return undefined;
  const said =
    textOf(json['error_description']) ??
    textOf(json['message']) ??
    textOf(json['error']) ??
    textOf(objectOf(json['message'])['base']);
  if (said === undefined) return undefined;
  return `This is an error answer of a server, ${quote(said)}, saved in place of a report.`;
}
