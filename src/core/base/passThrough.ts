/**
 * What a stream of the platform makes of bytes, which happens off this thread. The next piece is asked for when there is room for
 * it. Throws where the stream does; whoever stops listening stops the stream.
 */
export async function* passThrough(
  stream: CompressionStream | DecompressionStream,
  pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const reader = (stream.readable as ReadableStream<Uint8Array>).getReader();
  const feeding = feed(stream.writable.getWriter(), pieces);
  feeding.catch(() => reader.cancel().catch(() => undefined));
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        // Else what could not be given to it would be missing without a word.
        await feeding;
        return;
      }
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

async function feed(
  writer: WritableStreamDefaultWriter,
  pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): Promise<void> {
  for await (const piece of pieces) {
    await writer.ready;
    await writer.write(piece);
  }
  await writer.close();
}
