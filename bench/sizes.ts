// npm run test:sizes: what is shipped has not grown unnoticed. Who adds a feature raises a limit, and sees that.
import { bundleSizes } from './bundle.ts';

/** In kB, some per cent above what they were when last looked at. */
const limits = { all: 560, allZipped: 190, window: 250, windowZipped: 85, start: 20, package: 260 } as const;

let failed = 0;
for (const [name, value] of Object.entries(bundleSizes())) {
  const limit = limits[name as keyof typeof limits];
  const ok = value <= limit;
  console.log(JSON.stringify({ name, value, unit: 'kB', limit, ok }));
  if (!ok) failed += 1;
}
console.log(`${Object.keys(limits).length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
