import type { IngestedFinding } from '../ingest/ingestedFinding.ts';

/** The member of GitLab's union that fits the report type. API fuzzing has none. */
export function locationNode(finding: IngestedFinding, projectUrl: string): object | null {
  const { location, reportType, sha } = finding;
  const { file } = location;
  const blobPath = file === undefined ? undefined : `${new URL(projectUrl).pathname}/-/blob/${sha}/${file}`;
  const code = {
    file,
    blobPath,
    startLine: text(location.start_line),
    endLine: text(location.end_line),
    vulnerableClass: location.class,
    vulnerableMethod: location.method,
  };
  const dependency = location.dependency && {
    package: { name: location.dependency.package?.name },
    version: location.dependency.version,
  };
  const image = { image: location.image, operatingSystem: location.operating_system, dependency };
  switch (reportType) {
    case 'sast':
      return { __typename: 'VulnerabilityLocationSast', ...code };
    case 'secret_detection':
      return { __typename: 'VulnerabilityLocationSecretDetection', ...code };
    case 'coverage_fuzzing':
      return {
        __typename: 'VulnerabilityLocationCoverageFuzzing',
        ...code,
        crashAddress: location.crash_address,
        crashType: location.crash_type,
        stacktraceSnippet: location.stacktrace_snippet,
      };
    case 'dependency_scanning':
      return { __typename: 'VulnerabilityLocationDependencyScanning', file, blobPath, dependency };
    case 'container_scanning':
      return { __typename: 'VulnerabilityLocationContainerScanning', ...image };
    case 'cluster_image_scanning': {
      const {
        namespace = '',
        kind = '',
        name = '',
        container_name: containerName = '',
      } = location.kubernetes_resource ?? {};
      const kubernetesResource = location.kubernetes_resource && { namespace, kind, name, containerName };
      return { __typename: 'VulnerabilityLocationClusterImageScanning', ...image, kubernetesResource };
    }
    case 'dast':
      return {
        __typename: 'VulnerabilityLocationDast',
        hostname: location.hostname,
        path: location.path,
        param: location.param,
        requestMethod: location.method,
      };
    default:
      return null;
  }
}

/** GitLab gives lines as text. */
function text(line: number | undefined): string | undefined {
  return line === undefined ? undefined : String(line);
}
