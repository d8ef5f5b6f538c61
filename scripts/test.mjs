// Everything: npm test. Each part runs even when an earlier one failed, so that one run tells all; the last line counts.
import { spawn } from 'node:child_process';

const parts = ['check', 'test:unit', 'test:contracts', 'test:host', 'test:ui', 'test:sizes'];

/** Runs one npm script, passes its output through and gives its exit code and what it printed. */
const run = (script) =>
  new Promise((resolve) => {
    const child = spawn('npm', ['run', '-s', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
      shell: process.platform === 'win32',
    });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
      process.stdout.write(chunk);
    });
    child.on('close', (code) => resolve({ code, output }));
  });

/** Test counts out of node's runner (`ℹ pass 3`) or ours (`3 passed, 0 failed`). */
function countsOf(output) {
  const sum = (pattern) =>
    [...output.matchAll(pattern)].reduce((total, [, count]) => total + Number(count), 0);
  return {
    passed: sum(/^. pass (\d+)$/gm) + sum(/^(\d+) passed, \d+ failed/gm),
    failed: sum(/^. fail (\d+)$/gm) + sum(/^\d+ passed, (\d+) failed/gm),
    skipped: sum(/^. skipped (\d+)$/gm),
    repeated: [...output.matchAll(/^once more: /gm)].length,
  };
}

const total = { passed: 0, failed: 0, skipped: 0, repeated: 0 };
const summary = [];
for (const script of parts) {
  console.log(`\n> ${script}`);
  const started = performance.now();
  const { code, output } = await run(script);
  const counts = countsOf(output);
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  for (const key of Object.keys(total)) total[key] += counts[key];
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  summary.push(
    `${script.padEnd(15)} ${code === 0 ? 'ok    ' : 'FAILED'} ${counts.passed} passed, ${counts.skipped} skipped, ${seconds} s`,
  );
}
console.log(`\n${summary.join('\n')}\n`);
if (total.repeated > 0)
  console.log(`${total.repeated} suites or journeys ran a second time: see "once more"`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);
