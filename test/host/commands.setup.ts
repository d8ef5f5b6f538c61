export { setup } from './findings.setup.ts';
