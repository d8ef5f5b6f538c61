import type { NetworkSettings } from '../../../src/core/model/networkSettings.ts';

/** Nothing but what Node trusts by itself. */
export const noNetworkSettings = (): NetworkSettings => ({
  certificateAuthorities: [],
  clientCertificates: {},
});
