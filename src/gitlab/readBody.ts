import { GitLabFailure } from '../core/model/failure.ts';
import type { Instance } from '../core/model/project.ts';
import { joinChunks } from '../core/base/joinChunks.ts';
import type { Turns } from '../core/base/turns.ts';

/** Reads a body, counting while it streams, so that a lying length costs no more than an honest one. */
export async function readBody(
  response: Response,
  limit: number,
  instance: Instance,
  turns: Turns,
  onProgress: () => void = () => {},
): Promise<Uint8Array> {
  if (!response.body) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    onProgress();
    if (size > limit) throw new GitLabFailure('tooLarge', `more than ${limit} bytes`, { instance });
    chunks.push(chunk);
  }
  return joinChunks(chunks, turns);
}
