/** Distinguished Encoding Rules, as much as a certificate needs (ITU-T X.690). */
export const der = {
  sequence: (...parts: readonly Buffer[]) => tagged(0x30, ...parts),
  set: (...parts: readonly Buffer[]) => tagged(0x31, ...parts),
  /** Of a positive number. */
  integer: (bytes: Buffer) => tagged(0x02, (bytes[0] ?? 0) > 0x7f ? Buffer.concat([zero, bytes]) : bytes),
  bits: (bytes: Buffer, unused = 0) => tagged(0x03, Buffer.from([unused]), bytes),
  octets: (bytes: Buffer) => tagged(0x04, bytes),
  text: (text: string) => tagged(0x0c, Buffer.from(text)),
  yes: tagged(0x01, Buffer.from([0xff])),
  time: (date: Date) => tagged(0x18, Buffer.from(date.toISOString().replace(/[-:T]|\.\d+/g, ''))),
  identifier: (dotted: string) => {
    const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
    return tagged(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
  },
  tagged,
};

const zero = Buffer.from([0]);

function tagged(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag, ...lengthOf(content.length)]), content]);
}

function lengthOf(length: number): readonly number[] {
  if (length < 0x80) return [length];
  return length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
}

function base128(value: number): readonly number[] {
  const digits = [value & 0x7f];
  for (let rest = value >> 7; rest > 0; rest >>= 7) digits.unshift((rest & 0x7f) | 0x80);
  return digits;
}
