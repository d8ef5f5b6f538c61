// Runs inside the extension host, as VS Code's extensionTestsPath: asks the socket HARNESS_SOCKET which suites to run,
// runs them with the project's mocha, and sends back what the reporter prints and how it went. Suites reach the `control`
// of their setup, which lives at the other end, through the global function of that name.
const { connect } = require('node:net');
const { format } = require('node:util');

exports.run = async function run() {
  const outside = await connectTo(process.env.HARNESS_SOCKET);
  try {
    const outcome = await runMocha(await outside.ask({ type: 'hello' }), outside.say);
    await outside.say({ type: 'outcome', outcome });
  } catch (error) {
    // A suite that cannot be loaded ends here.
    const reason = error instanceof Error ? error.stack : String(error);
    await outside.say({ type: 'outcome', outcome: { kind: 'broken', reason } });
    throw error;
  }
};

async function runMocha({ files, grep, color, timeout }, say) {
  const Mocha = require(process.env.HARNESS_MOCHA);
  Mocha.reporters.Base.consoleLog = (...values) => say({ type: 'output', text: `${format(...values)}\n` });
  const mocha = new Mocha({ ui: 'bdd', reporter: 'spec', timeout, forbidOnly: true, color, grep });
  for (const file of files) mocha.addFile(file);
  await mocha.loadFilesAsync();
  const unhandled = collectUnhandledRejections();
  const stats = await new Promise((resolve) => {
    const runner = mocha.run(() => resolve(runner.stats));
  });
  for (const error of unhandled) say({ type: 'output', text: `Nobody handled: ${error.stack}\n` });
  return {
    kind: 'ran',
    passed: stats.passes,
    failed: stats.failures + unhandled.size,
    skipped: stats.pending,
  };
}

/** Errors of the extension's own promises that nobody caught; VS Code only logs them. */
function collectUnhandledRejections() {
  const unhandled = new Map();
  process.on('unhandledRejection', (error, promise) => {
    if (/[\\/]dist[\\/]extension\.cjs/.test(error?.stack)) unhandled.set(promise, error);
  });
  process.on('rejectionHandled', (promise) => unhandled.delete(promise));
  return {
    get size() {
      return unhandled.size;
    },
    [Symbol.iterator]: () => unhandled.values(),
  };
}

async function connectTo(path) {
  const socket = connect(path);
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  const say = (message) => new Promise((resolve) => socket.write(`${JSON.stringify(message)}\n`, resolve));
  const answers = new Map();
  let ids = 0;
  let onRun;
  onJsonLine(socket, (message) => {
    if (message.type === 'run') onRun(message);
    else answers.get(message.id)(message);
  });
  globalThis.control = async (message) => {
    const id = ++ids;
    const answer = new Promise((resolve) => answers.set(id, resolve));
    await say({ type: 'control', id, message: message ?? null });
    const { value, error } = await answer;
    if (error !== undefined) throw new Error(`control: ${error}`);
    return value;
  };
  const ask = (message) =>
    new Promise((resolve) => {
      onRun = resolve;
      say(message);
    });
  return { say, ask };
}

function onJsonLine(socket, listener) {
  let unfinished = '';
  socket.setEncoding('utf8');
  socket.on('data', (chunk) => {
    const lines = (unfinished + chunk).split('\n');
    unfinished = lines.pop();
    for (const line of lines) listener(JSON.parse(line));
  });
}
