import type { Instance } from '../../core/model/project.ts';
import { parseInstance } from '../../core/remote/parseInstance.ts';
import { settings } from '../settings.ts';

/** The id of the OAuth application that the user registered on an instance. */
export function clientIdOf(instance: Instance): string | undefined {
  return Object.entries(settings.oauthClientIds).find(
    ([address, id]) => id.trim() !== '' && parseInstance(address)?.url === instance.url,
  )?.[1];
}
