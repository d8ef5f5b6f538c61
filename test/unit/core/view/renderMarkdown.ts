import { createRequire } from 'node:module';

interface Token {
  readonly type: string;
  readonly tag: string;
  readonly content: string;
  readonly children: readonly Token[] | null;
  readonly attrs: readonly (readonly [string, string])[] | null;
}

interface MarkdownIt {
  parse(text: string, environment: object): readonly Token[];
  render(text: string): string;
}

/** A full Markdown with HTML and autolinks on, so that whatever a renderer might make alive comes alive. */
// vsce, which packages the extension, brings markdown-it; it has no types of its own.
const parser = (
  createRequire(createRequire(import.meta.url).resolve('@vscode/vsce'))('markdown-it') as (
    options: object,
  ) => MarkdownIt
)({ html: true, linkify: true });

export interface Rendered {
  readonly html: string;
  readonly tags: ReadonlySet<string>;
  readonly hrefs: readonly string[];
  /** Links as a reader sees them: the text, and where it leads. */
  readonly links: readonly (readonly [text: string, href: string])[];
}

export function renderMarkdown(text: string): Rendered {
  const html = parser.render(text);
  const tokens = flat(parser.parse(text, {}));
  const tags = new Set(tokens.map(({ type, tag }) => (type.startsWith('html_') ? type : tag)));
  tags.delete('');
  const links: [string, string][] = [];
  let open: [string, string] | undefined;
  for (const token of tokens) {
    if (token.type === 'link_open') {
      open = ['', token.attrs?.find(([name]) => name === 'href')?.[1] ?? ''];
      links.push(open);
    } else if (token.type === 'link_close') open = undefined;
    else if (open) open[0] += token.content;
  }
  return { html, tags, links, hrefs: links.map(([, href]) => href) };
}

function flat(tokens: readonly Token[]): readonly Token[] {
  return tokens.flatMap((token) => [token, ...flat(token.children ?? [])]);
}
