import type { ScannedTree } from './scannedTree.ts';

/** The list of the frontend's packages that dependency scanning writes beside its report. */
export function softwareBillOfMaterials(tree: ScannedTree): object {
  const { packages } = JSON.parse(tree.text('frontend/package-lock.json')) as {
    readonly packages: Readonly<Record<string, { readonly version: string }>>;
  };
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.4',
    version: 1,
    metadata: {
      tools: [{ vendor: 'GitLab', name: 'Gemnasium', version: '5.12.0' }],
      properties: [
        { name: 'gitlab:dependency_scanning:input_file:path', value: 'frontend/package-lock.json' },
        { name: 'gitlab:dependency_scanning:package_manager:name', value: 'npm' },
      ],
    },
    components: Object.entries(packages)
      .filter(([path]) => path !== '')
      .map(([path, { version }]) => component(path.replace(/^.*node_modules\//, ''), version)),
  };
}

function component(name: string, version: string): object {
  const purl = `pkg:npm/${encodeURIComponent(name)}@${version}`;
  return { name, version, purl, type: 'library', 'bom-ref': purl };
}
