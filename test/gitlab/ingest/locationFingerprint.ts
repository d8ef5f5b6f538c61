import type { WireLocation } from './wireReport.ts';

/** The text that GitLab hashes to tell one place from another. */
export function locationFingerprint(type: string, location: WireLocation): string {
  const packageName = location.dependency?.package?.name ?? '';
  switch (type) {
    case 'dependency_scanning':
      return join(location.file, packageName);
    case 'container_scanning':
      return join(imageWithoutTag(location.default_branch_image ?? location.image ?? ''), packageName);
    case 'cluster_image_scanning': {
      const resource = location.kubernetes_resource;
      return join(resource?.namespace, resource?.kind, resource?.name, resource?.container_name, packageName);
    }
    case 'dast':
    case 'api_fuzzing':
      return join(location.path, location.method, location.param);
    case 'coverage_fuzzing':
      return join(location.crash_type, location.crash_state);
    default:
      return join(location.file, location.start_line, location.end_line);
  }
}

/** A moving tag (`latest`, a branch) is not part of an image's identity, a release is. */
function imageWithoutTag(image: string): string {
  const colon = image.lastIndexOf(':');
  if (colon <= image.lastIndexOf('/')) return image;
  return /^v?\d+\.\d+/.test(image.slice(colon + 1)) ? image : image.slice(0, colon);
}

function join(...parts: readonly (string | number | undefined)[]): string {
  return parts.map((part) => part ?? '').join(':');
}
