import type { Declaration, ReadManifest } from './dependencyFile.ts';
import { childSaid, childrenOf, elementsOf, readXml } from './readXml.ts';
import type { Said } from './stretch.ts';

/** pom.xml: dependencies and what dependencyManagement says of them, the parent and the plugins. */
export const readPom: ReadManifest = (text) => {
  const root = readXml(text);
  const found: Declaration[] = [];
  const properties = new Map<string, Said>();
  const project = childSaid(childrenOf(root, 'project')[0] ?? root, 'groupId')?.text ?? '';
  for (const element of elementsOf(root)) {
    if (element.name === 'properties')
      for (const { name, said } of element.children)
        if (said && !properties.has(name)) properties.set(name, said);
    if (element.name !== 'dependency' && element.name !== 'parent' && element.name !== 'plugin') continue;
    const name = childSaid(element, 'artifactId');
    if (!name) continue;
    const group = childSaid(element, 'groupId')?.text ?? (element.name === 'plugin' ? pluginGroup : '');
    const said = {
      ...name,
      text: `${group.replace(/^\$\{(?:project|pom)\.groupId\}$/, project)}/${name.text}`,
    };
    const version = childSaid(element, 'version');
    found.push({ name: said, version });
  }
  return found.map(({ name, version }) => {
    const property = /^\$\{([^{}]+)\}$/.exec(version?.text ?? '')?.[1];
    const otherName = name.text.slice(name.text.lastIndexOf('/') + 1);
    return { name, version: properties.get(property ?? '') ?? version, otherName };
  });
};

/** The group of a plugin that names none. */
const pluginGroup = 'org.apache.maven.plugins';
