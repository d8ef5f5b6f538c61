import type { Socket } from 'node:net';

/** Reads JSON values, one a line, from a socket. */
export function onJsonLine(socket: Socket, listener: (value: unknown) => void): void {
  let unfinished = '';
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => {
    const lines = (unfinished + chunk).split('\n');
    unfinished = lines.pop() ?? '';
    for (const line of lines) listener(JSON.parse(line));
  });
}

export function writeJsonLine(socket: Socket, value: unknown): void {
  socket.write(`${JSON.stringify(value)}\n`);
}
