// npm run test:sizes: what is shipped has not grown unnoticed. Who adds a feature raises a limit, and sees that.
import { bundleSizes, limits } from './bundle.ts';

let failed = 0;
for (const [name, value] of Object.entries(bundleSizes())) {
  const limit = limits[name as keyof typeof limits];
  const ok = value <= limit;
  console.log(JSON.stringify({ name, value, unit: 'kB', limit, ok }));
  if (!ok) failed += 1;
}
console.log(`${Object.keys(limits).length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
