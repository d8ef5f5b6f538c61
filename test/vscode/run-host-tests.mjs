// npm run test:host: runs the suites of test/host inside VS Code. They and their setups are TypeScript, which tsx loads.
import { register } from 'tsx/esm/api';

register();
await import('./suites/run.ts');
