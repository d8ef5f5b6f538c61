import { readFileSync } from 'node:fs';
import { buildDriver } from '../window/buildDriver.ts';

/** The code that is measured, as an extension with the views and settings of ours. */
export function driverIn(folder: string): Promise<string> {
  const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, unknown>;
  const entryPoints = {
    driver: 'bench/placement/hostDriver.ts',
    textWork: 'src/editor/placements/textWork.ts',
  };
  return buildDriver(folder, 'driver', entryPoints, { contributes });
}
