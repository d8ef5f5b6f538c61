import { eachInTurns, type Turns } from './turns.ts';

/** One array of what came in pieces; a single piece is not copied. */
export async function joinChunks(chunks: readonly Uint8Array[], turns: Turns): Promise<Uint8Array> {
  if (chunks.length === 1 && chunks[0]) return chunks[0];
  const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let offset = 0;
  const append = (chunk: Uint8Array) => {
    bytes.set(chunk, offset);
    offset += chunk.length;
  };
  await eachInTurns(chunks, append, turns);
  return bytes;
}
