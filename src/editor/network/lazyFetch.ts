import type { NetworkSettings } from '../../core/model/networkSettings.ts';
import type { nodeFetch } from './nodeFetch.ts';

type Fetch = ReturnType<typeof nodeFetch>;

/** The transport, loaded with the first request: VS Code waits for nothing that the network needs. */
export function lazyFetch(settings: () => NetworkSettings): Fetch {
  let loaded: Promise<Fetch> | undefined;
  return async (url, init) => {
    loaded ??= import('./nodeFetch.ts').then((module) => module.nodeFetch(settings));
    return (await loaded)(url, init);
  };
}
