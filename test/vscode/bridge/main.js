// An extension for UI tests only: connects to the socket of ui/hostBridge.ts and runs the functions that arrive there.
const { existsSync } = require('node:fs');
const { connect } = require('node:net');
const { join } = require('node:path');
const vscode = require('vscode');

exports.activate = () => {
  const path = join(process.env.HARNESS_INST ?? '', 'bridge.sock');
  if (!existsSync(path)) return;
  const socket = connect(path);
  const say = (message) => socket.write(`${JSON.stringify(message)}\n`);
  socket.on('error', () => {}); // the tests are over
  say({ process: process.pid });

  let unfinished = '';
  socket.setEncoding('utf8');
  socket.on('data', (chunk) => {
    const lines = (unfinished + chunk).split('\n');
    unfinished = lines.pop();
    for (const line of lines) void answer(JSON.parse(line), say);
  });
};

async function answer({ id, source, args }, say) {
  try {
    // tsx wraps inner functions in a call of __name, which exists only in the files it compiles.
    const run = new Function('__name', `return (${source});`)((named) => named);
    say({ id, value: (await run(vscode, ...args)) ?? null });
  } catch (error) {
    say({ id, error: error instanceof Error ? error.stack : String(error) });
  }
}
