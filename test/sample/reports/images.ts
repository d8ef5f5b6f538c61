import { cve } from './identifiers.ts';
import type { SampleFinding, Tool } from './sampleFinding.ts';

export const trivy: Tool = {
  id: 'trivy',
  name: 'Trivy',
  version: '0.57.1',
  url: 'https://github.com/aquasecurity/trivy/',
  vendor: 'GitLab',
};

export interface PackageOfImage extends Pick<SampleFinding, 'presence' | 'severity' | 'description'> {
  readonly cve: string;
  readonly package: string;
  readonly version: string;
  /** Absent where there is none yet. */
  readonly fixedIn?: string;
  readonly vector?: string;
}

/** An entry as Trivy writes it; the place is given by who knows the image. */
export function packageOfImage(
  { presence, severity, description, ...found }: PackageOfImage,
  location: SampleFinding['location'],
): SampleFinding {
  const { cve: id, package: name, version, fixedIn, vector } = found;
  return {
    presence,
    name: `${id} in ${name}`,
    severity,
    description,
    solution: fixedIn === undefined ? 'There is no version with a fix yet.' : `Upgrade ${name} to ${fixedIn}`,
    identifiers: [cve(id)],
    links: [
      { url: `https://avd.aquasec.com/nvd/${id.toLowerCase()}` },
      { url: `https://security-tracker.debian.org/tracker/${id}` },
    ],
    location: (tree) => ({ dependency: { package: { name }, version }, ...location(tree) }),
    more: () => ({
      ...(vector !== undefined && { cvss_vectors: [{ vendor: 'nvd', vector }] }),
      details: {
        vulnerable_package: { name: 'Vulnerable Package', type: 'text', value: `${name}:${version}` },
        vendor_status: {
          name: 'Vendor Status',
          type: 'text',
          value: fixedIn === undefined ? 'affected' : 'fixed',
        },
      },
    }),
  };
}
