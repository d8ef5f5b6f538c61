import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** GitLab's official contracts lie beside the project, on machines that have them. */
export const contractsFolder = fileURLToPath(new URL('../../../../shared/contracts/', import.meta.url));

export const hasContracts = existsSync(contractsFolder);

/** For `node:test`: why a test of the contracts does not run here. */
export const skipWithoutContracts: string | false = hasContracts
  ? false
  : 'the official contracts are not here';

export const cacheFolder = `${root}node_modules/.cache/gitlab-contracts`;
