import { packageOfImage, trivy, type PackageOfImage } from './images.ts';
import type { SampleFinding, SampleReport } from './sampleFinding.ts';

const repository = 'registry.acme.example/acme/shop/shop-api';

/** What the job `container_scanning` writes about the image built of the scanned commit. */
export const containerScanning: SampleReport = {
  type: 'container_scanning',
  version: '15.2.4',
  analyzer: {
    id: 'gcs',
    name: 'GitLab Container Scanning',
    version: '7.5.2',
    url: 'https://gitlab.com/gitlab-org/security-products/analyzers/container-scanning',
    vendor: 'GitLab',
  },
  scanner: trivy,
  findings: [
    inImage({
      presence: 'new',
      severity: 'Critical',
      cve: 'CVE-2023-38545',
      package: 'curl',
      version: '7.88.1-10+deb12u1',
      fixedIn: '7.88.1-10+deb12u4',
      vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
      description: 'A long host name overflows a buffer while curl negotiates with a SOCKS5 proxy.',
    }),
    inImage({
      presence: 'new',
      severity: 'High',
      cve: 'CVE-2024-2398',
      package: 'libcurl4',
      version: '7.88.1-10+deb12u1',
      fixedIn: '7.88.1-10+deb12u6',
      vector: 'CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:H/A:H',
      description: 'libcurl leaks memory when a server pushes a stream over HTTP/2 with too many headers.',
    }),
    inImage({
      presence: 'existing',
      severity: 'Critical',
      cve: 'CVE-2023-45853',
      package: 'zlib1g',
      version: '1:1.2.13.dfsg-1',
      vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
      description: 'MiniZip overflows a buffer when a file in an archive has a very long name.',
    }),
    inImage({
      presence: 'existing',
      severity: 'High',
      cve: 'CVE-2023-31484',
      package: 'perl-base',
      version: '5.36.0-7+deb12u1',
      description: 'CPAN.pm does not check certificates when it downloads over HTTPS.',
    }),
    inImage({
      presence: 'existing',
      severity: 'Low',
      cve: 'CVE-2011-3374',
      package: 'apt',
      version: '2.6.1',
      description: 'apt-key does not check keyrings as it should. Nothing of Debian uses it this way.',
    }),
    inImage({
      presence: 'fixed',
      severity: 'High',
      cve: 'CVE-2023-29491',
      package: 'libtinfo6',
      version: '6.4-4',
      fixedIn: '6.4-4+deb12u1',
      description: 'A malformed terminfo file corrupts the memory of programs that run with privileges.',
    }),
  ],
  remediations: [
    {
      fixes: ['CVE-2023-38545 in curl'],
      summary: 'Upgrade curl to 7.88.1-10+deb12u4',
      changes: {
        Dockerfile: [
          [
            'FROM python:3.11.9-slim-bookworm\n',
            'FROM python:3.11.9-slim-bookworm\n' +
              'RUN apt-get update && apt-get upgrade -y curl && rm -rf /var/lib/apt/lists/*\n',
          ],
        ],
      },
    },
  ],
};

function inImage(found: PackageOfImage): SampleFinding {
  return packageOfImage(found, ({ sha }) => ({
    image: `${repository}:${sha}`,
    operating_system: 'debian 12.5',
    default_branch_image: `${repository}:main`,
  }));
}
