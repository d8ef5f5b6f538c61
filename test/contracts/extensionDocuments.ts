import { readdirSync } from 'node:fs';
import { type DocumentNode, Kind, parse } from 'graphql';

export interface ExtensionDocument {
  /** The name of its export. */
  readonly name: string;
  readonly text: string;
  readonly node: DocumentNode;
}

const folder = new URL('../../src/gitlab/documents/', import.meta.url);

/** Every operation that any file of the extension's documents exports; fragments alone are none. */
export async function extensionDocuments(): Promise<readonly ExtensionDocument[]> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts'));
  const modules = await Promise.all(
    files.map(
      async (file) => (await import(new URL(file, folder).href)) as Readonly<Record<string, unknown>>,
    ),
  );
  return modules.flatMap((exports) =>
    Object.entries(exports).flatMap(([name, text]) => {
      if (typeof text !== 'string') return [];
      const node = parse(text);
      const isOperation = node.definitions.some(({ kind }) => kind === Kind.OPERATION_DEFINITION);
      return isOperation ? [{ name, text, node }] : [];
    }),
  );
}

export function documentNamed(documents: readonly ExtensionDocument[], name: string): ExtensionDocument {
  const found = documents.find((document) => document.name === name);
  if (!found) throw new Error(`the extension has no ${name}`);
  return found;
}
