import type { ScannedTree } from '../../scannedTree.ts';

type Step = readonly [type: 'source' | 'propagation' | 'sink', file: string, code: string];

const app = 'services/orders/app.py';
const exporter = 'services/orders/export.py';

const steps: readonly Step[] = [
  ['source', app, '    wanted = request.get_json()'],
  ['propagation', app, '    columns = wanted.get("columns", "id, customer, total_cents")'],
  ['propagation', app, '    name = export_orders(columns, wanted.get("customer", ""), callback)'],
  ['propagation', exporter, '    query = f"SELECT {columns} FROM orders WHERE customer LIKE ?"'],
  ['sink', exporter, '    return connection().execute(query, (f"%{customer}%",)).fetchall()'],
];

/** The way of the chosen columns from the request to the database, through two files. */
export function exportFlow(tree: ScannedTree): object {
  return {
    code_flows: { type: 'code-flows', name: 'code_flows', items: [steps.map((step) => node(tree, step))] },
  };
}

function node(tree: ScannedTree, [nodeType, file, code]: Step): object {
  const { start, end } = tree.find(file, code);
  return {
    type: 'code-flow-node',
    node_type: nodeType,
    file_location: { type: 'file-location', file_name: file, line_start: start, line_end: end },
  };
}
