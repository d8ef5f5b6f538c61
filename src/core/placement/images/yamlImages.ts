import { readYaml } from '../dependencies/readYaml.ts';
import { entriesAt, itemsAt, saidAt, type TreeNode } from '../dependencies/tree.ts';
import { expandVariables } from './expandVariables.ts';
import type { NamedImage } from './namedImage.ts';

/**
 * The images that a YAML file names, wherever it does: Kubernetes, compose and CI all write `image:`, Helm splits it into
 * repository and tag, and CI has `services:` and the image to be scanned besides.
 */
export function imagesOfYaml(text: string, isCi: boolean): readonly NamedImage[] {
  const images: NamedImage[] = [];
  const waiting: TreeNode[] = readYaml(text).toReversed();
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    const inside = [...itemsAt(node)];
    for (const { key, value } of entriesAt(node)) {
      inside.push(value);
      const named =
        key.text === 'image'
          ? [value]
          : isCi && key.text === 'services'
            ? itemsAt(value)
            : isCi && key.text === 'CS_IMAGE'
              ? [value]
              : [];
      for (const each of named) {
        const image = imageOf(each);
        if (image) images.push(image);
      }
    }
    for (const each of inside.toReversed()) waiting.push(each);
  }
  return images;
}

function imageOf(node: TreeNode): NamedImage | undefined {
  const said = saidAt(node) ?? saidAt(node, 'name') ?? saidAt(node, 'value');
  if (said) return { at: said, reference: expandVariables(said.text, () => undefined) };
  const repository = saidAt(node, 'repository');
  if (!repository) return undefined;
  const registry = saidAt(node, 'registry')?.text ?? '';
  const tag = saidAt(node, 'tag');
  const hasTag = tag && tag.text !== '' && tag.text !== 'null';
  const reference = [
    registry === '' ? '' : `${registry}/`,
    repository.text,
    hasTag ? `:${tag.text}` : '',
  ].join('');
  return { at: hasTag ? tag : repository, reference };
}
