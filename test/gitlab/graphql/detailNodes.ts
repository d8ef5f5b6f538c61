type Wire = Readonly<Record<string, unknown>>;

/** The report's `details` as members of GitLab's union, recursively. GitLab before 18 knows no code flows. */
export function detailNodes(details: Wire, knowsCodeFlows: boolean): readonly object[] {
  return Object.entries(details)
    .filter(([, detail]) => knowsCodeFlows || !isObject(detail) || detail['type'] !== 'code-flows')
    .map(([fieldName, detail]) => ({ ...detailNode(detail), fieldName }));
}

function detailNode(detail: unknown): object {
  const wire = isObject(detail) ? detail : {};
  const { name, description, value } = wire;
  return { name, description, ...parts(wire, value) };
}

function parts(wire: Wire, value: unknown): object {
  switch (wire['type']) {
    case 'text':
      return { __typename: 'VulnerabilityDetailText', value };
    case 'markdown':
      return { __typename: 'VulnerabilityDetailMarkdown', value };
    case 'commit':
      return { __typename: 'VulnerabilityDetailCommit', value };
    case 'code':
      return { __typename: 'VulnerabilityDetailCode', value, lang: wire['lang'] };
    case 'url':
      return { __typename: 'VulnerabilityDetailUrl', href: wire['href'], text: wire['text'] };
    case 'diff':
      return { __typename: 'VulnerabilityDetailDiff', before: wire['before'], after: wire['after'] };
    case 'file-location':
      return fileLocation(wire);
    case 'module-location':
      return {
        __typename: 'VulnerabilityDetailModuleLocation',
        moduleName: wire['module_name'],
        offset: wire['offset'],
      };
    case 'value':
      return scalar(value);
    case 'list':
      return { __typename: 'VulnerabilityDetailList', items: list(wire['items']).map(detailNode) };
    case 'named-list':
      return { __typename: 'VulnerabilityDetailNamedList', items: namedItems(wire['items']) };
    case 'table':
      return {
        __typename: 'VulnerabilityDetailTable',
        headers: list(wire['header']).map(detailNode),
        rows: list(wire['rows']).map((row) => ({ row: list(row).map(detailNode) })),
      };
    case 'code-flows':
      return {
        __typename: 'VulnerabilityDetailCodeFlows',
        items: list(wire['items']).map((flow) => list(flow).map(codeFlowNode)),
      };
    default:
      return { __typename: 'VulnerabilityDetailBase' };
  }
}

function scalar(value: unknown): object {
  if (typeof value === 'boolean') return { __typename: 'VulnerabilityDetailBoolean', value };
  if (Number.isInteger(value)) return { __typename: 'VulnerabilityDetailInt', value };
  return { __typename: 'VulnerabilityDetailText', value: String(value) };
}

function fileLocation(wire: Wire): object {
  return {
    __typename: 'VulnerabilityDetailFileLocation',
    fileName: wire['file_name'],
    lineStart: wire['line_start'],
    lineEnd: wire['line_end'],
  };
}

function codeFlowNode(step: unknown): object {
  const wire = isObject(step) ? step : {};
  const place = isObject(wire['file_location']) ? wire['file_location'] : {};
  const nodeType = String(wire['node_type']).toUpperCase();
  return { name: wire['name'], nodeType, fileLocation: fileLocation(place) };
}

function namedItems(items: unknown): readonly object[] {
  return Object.entries(isObject(items) ? items : {}).map(([fieldName, item]) => ({
    fieldName,
    name: isObject(item) ? item['name'] : undefined,
    value: detailNode(item),
  }));
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isObject(value: unknown): value is Wire {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
