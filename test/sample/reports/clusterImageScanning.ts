import { packageOfImage, trivy, type PackageOfImage } from './images.ts';
import type { SampleFinding, SampleReport } from './sampleFinding.ts';

/** What the job `cluster_image_scanning` writes about what runs in the cluster. */
export const clusterImageScanning: SampleReport = {
  type: 'cluster_image_scanning',
  version: '15.2.1',
  analyzer: {
    id: 'cis',
    name: 'Cluster Image Scanning',
    version: '1.4.0',
    url: 'https://gitlab.com/gitlab-org/security-products/analyzers/cluster-image-scanning',
    vendor: 'GitLab',
  },
  scanner: trivy,
  findings: [
    inRedis({
      presence: 'existing',
      severity: 'Critical',
      cve: 'CVE-2022-0543',
      package: 'redis',
      version: '5:6.2.6-1',
      fixedIn: '5:6.2.6-3',
      description: "Debian's packaging lets Lua scripts leave their sandbox and run commands.",
    }),
    inRedis({
      presence: 'existing',
      severity: 'Unknown',
      cve: 'CVE-2024-31449',
      package: 'redis',
      version: '5:6.2.6-1',
      description: 'A Lua script can overflow a buffer of the `bit` library.',
    }),
  ],
};

function inRedis(found: PackageOfImage): SampleFinding {
  return packageOfImage(found, () => ({
    image: 'docker.io/library/redis:6.2.6',
    operating_system: 'debian 11.1',
    kubernetes_resource: { namespace: 'shop', kind: 'StatefulSet', name: 'redis', container_name: 'redis' },
  }));
}
