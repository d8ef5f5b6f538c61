import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GitLab } from '../gitlab/gitLab.ts';
import { listen } from '../gitlab/http/listen.ts';
import { signInPage } from '../gitlab/http/reply.ts';
import { misplacedTokens } from '../gitlab/http/tokenWatch.ts';
import { CertificateAuthority } from '../support/network/certificates.ts';
import { startTlsFront } from '../support/network/tlsFront.ts';
import type { Cleanup } from './refreshScene.ts';
import { WayOut } from './wayOut.ts';

/** Everything around a GitLab that its reads go through. */
export interface Ground {
  /** The instance's address as the window knows it. */
  readonly url: string;
  readonly wayOut: WayOut;
  /** Another server, a portal with a sign-in page, that is to see no token. */
  readonly elsewhere: string;
}

export async function makeGround(t: Cleanup, gitlab: GitLab, isSecure = false): Promise<Ground> {
  const seen: string[] = [];
  const portal: Server = createServer((request, response) => {
    seen.push(...misplacedTokens({ url: request.url ?? '', headers: request.headers }));
    response.writeHead(200, { 'content-type': 'text/html' }).end(signInPage);
  });
  const elsewhere = `http://127.0.0.1:${await listen(portal)}`;
  t.after(() => {
    portal.close();
    portal.closeAllConnections();
    if (seen.length > 0) throw new Error(`${seen.join(', ')} at the portal`);
  });
  if (!isSecure) return { url: gitlab.url, elsewhere, wayOut: await startWayOut(t) };
  const authority = new CertificateAuthority();
  const folder = mkdtempSync(join(tmpdir(), 'faults-'));
  const file = join(folder, 'authority.pem');
  writeFileSync(file, authority.certificate);
  const front = await startTlsFront(Number(new URL(gitlab.url).port), authority.issue());
  t.after(async () => {
    rmSync(folder, { recursive: true });
    await front.stop();
  });
  return { url: `https://127.0.0.1:${front.port}`, elsewhere, wayOut: await startWayOut(t, file) };
}

async function startWayOut(t: Cleanup, authority?: string): Promise<WayOut> {
  const wayOut = await new WayOut(authority).start();
  t.after(() => wayOut.stop());
  return wayOut;
}
