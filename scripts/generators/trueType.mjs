// Writes a TrueType font of outlines, with the tables that browsers ask for and no more.
// https://learn.microsoft.com/typography/opentype/spec/

/** @typedef {{ readonly x: number, readonly y: number, readonly on: boolean }} Point in font units, y upwards */
/** @typedef {{ readonly code: number, readonly contours: readonly (readonly Point[])[] }} Glyph */

const unitsPerEm = 1024;

/** Every glyph is one em wide and stands on the bottom of the em. @param {string} name @param {readonly Glyph[]} glyphs */
export function trueType(name, glyphs) {
  const all = [{ code: 0, contours: [] }, ...glyphs].map((glyph) => ({
    ...glyph,
    outline: outline(glyph.contours),
  }));
  const codes = glyphs.map(({ code }) => code);
  const points = glyphs.flatMap(({ contours }) => contours.flat());
  const [xMin, yMin, xMax, yMax] = bounds(points);
  const offsets = [0];
  for (const { outline: bytes } of all) offsets.push((offsets.at(-1) ?? 0) + bytes.length);
  const most = (/** @type {(glyph: Glyph) => number} */ of) => Math.max(...all.map(of));
  return assemble({
    'OS/2': numbers(
      ['u16', [4]],
      ['i16', [unitsPerEm]],
      ['u16', [400, 5, 0]],
      ['i16', [512, 512, 0, 0, 512, 512, 0, 0, 0, 0, 0]],
      ['u8', Array(10).fill(0)],
      ['u32', [0, 0, 0, 0]],
      ['u8', [...Buffer.from('    ')]],
      ['u16', [0x40, Math.min(...codes), Math.max(...codes)]],
      ['i16', [unitsPerEm, 0, 0]],
      ['u16', [unitsPerEm, 0]],
      ['u32', [1, 0]],
      ['i16', [512, 700]],
      ['u16', [0, 32, 1]],
    ),
    cmap: cmap(codes),
    glyf: Buffer.concat(all.map(({ outline: bytes }) => bytes)),
    // Created at no time in particular, so that the same outlines make the same file.
    head: numbers(
      ['u32', [0x10000, 0x10000, 0, 0x5f0f3cf5]],
      ['u16', [0x000b, unitsPerEm]],
      ['u32', [0, 0, 0, 0]],
      ['i16', [xMin, yMin, xMax, yMax]],
      ['u16', [0, 8]],
      ['i16', [2, 1, 0]],
    ),
    hhea: numbers(
      ['u32', [0x10000]],
      ['i16', [unitsPerEm, 0, 0]],
      ['u16', [unitsPerEm]],
      ['i16', [xMin, unitsPerEm - xMax, xMax, 1, 0, 0, 0, 0, 0, 0, 0]],
      ['u16', [all.length]],
    ),
    hmtx: numbers(
      ...all.map(({ contours }) => /** @type {const} */ (['u16', [unitsPerEm, bounds(contours.flat())[0]]])),
    ),
    loca: numbers(['u32', offsets]),
    maxp: numbers(
      ['u32', [0x10000]],
      [
        'u16',
        [all.length, most(({ contours }) => contours.flat().length), most(({ contours }) => contours.length)],
      ],
      ['u16', [0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0]],
    ),
    name: nameTable(name),
    post: numbers(['u32', [0x30000, 0]], ['i16', [-100, 50]], ['u32', [1, 0, 0, 0, 0]]),
  });
}

/** @param {readonly (readonly Point[])[]} contours */
function outline(contours) {
  if (contours.length === 0) return Buffer.alloc(0);
  const points = contours.flat();
  let end = -1;
  const ends = contours.map((contour) => (end += contour.length));
  const deltas = (/** @type {readonly number[]} */ values) =>
    values.map((value, index) => value - (values[index - 1] ?? 0));
  const bytes = numbers(
    ['i16', [contours.length, ...bounds(points)]],
    ['u16', [...ends, 0]],
    // 0x40: contours may overlap.
    ['u8', points.map(({ on }, index) => (on ? 1 : 0) + (index === 0 ? 0x40 : 0))],
    ['i16', [...deltas(points.map(({ x }) => x)), ...deltas(points.map(({ y }) => y))]],
  );
  return padded(bytes);
}

/** @param {readonly number[]} codes following each other */
function cmap(codes) {
  const [first, last] = [Math.min(...codes), Math.max(...codes)];
  const table = numbers(
    ['u16', [4, 32, 0, 4, 4, 1, 0, last, 0xffff, 0, first, 0xffff]],
    ['u16', [(1 - first) & 0xffff, 1]],
    ['u16', [0, 0]],
  );
  return Buffer.concat([numbers(['u16', [0, 1, 3, 1]], ['u32', [12]]), table]);
}

/** @param {string} name */
function nameTable(name) {
  const entries = [
    [1, name],
    [2, 'Regular'],
    [3, name],
    [4, name],
    [5, 'Version 1.0'],
    [6, name],
  ];
  let offset = 0;
  const texts = entries.map(([, text]) => Buffer.from(String(text), 'utf16le').swap16());
  const records = entries.map(([id], index) => {
    const length = texts[index]?.length ?? 0;
    offset += length;
    return numbers(['u16', [3, 1, 0x409, Number(id), length, offset - length]]);
  });
  return Buffer.concat([
    numbers(['u16', [0, entries.length, 6 + 12 * entries.length]]),
    ...records,
    ...texts,
  ]);
}

/** @param {Record<string, Buffer>} tables in alphabetical order of their tags */
function assemble(tables) {
  const entries = Object.entries(tables);
  let offset = 12 + 16 * entries.length;
  const directory = entries.map(([tag, bytes]) => {
    const record = Buffer.concat([
      Buffer.from(tag),
      numbers(['u32', [checksum(padded(bytes)), offset, bytes.length]]),
    ]);
    offset += padded(bytes).length;
    return record;
  });
  const range = 2 ** Math.floor(Math.log2(entries.length)) * 16;
  const header = numbers(
    ['u32', [0x10000]],
    ['u16', [entries.length, range, Math.log2(range / 16), entries.length * 16 - range]],
  );
  const font = Buffer.concat([header, ...directory, ...entries.map(([, bytes]) => padded(bytes))]);
  const head = directory.find((record) => record.toString('latin1', 0, 4) === 'head')?.readUInt32BE(8) ?? 0;
  font.writeUInt32BE((0xb1b0afba - checksum(font)) >>> 0, head + 8);
  return font;
}

/** @param {Buffer} bytes */
function checksum(bytes) {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 4) sum = (sum + bytes.readUInt32BE(at)) >>> 0;
  return sum;
}

/** @param {Buffer} bytes */
function padded(bytes) {
  return Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
}

/** @param {readonly Point[]} points @returns {[number, number, number, number]} */
function bounds(points) {
  if (points.length === 0) return [0, 0, 0, 0];
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/** @param {(readonly ['u8' | 'u16' | 'i16' | 'u32', readonly number[]])[]} runs */
function numbers(...runs) {
  return Buffer.concat(
    runs.flatMap(([type, values]) =>
      values.map((value) => {
        const size = type === 'u8' ? 1 : type === 'u32' ? 4 : 2;
        const bytes = Buffer.alloc(size);
        if (type === 'i16') bytes.writeInt16BE(value);
        else bytes.writeUIntBE(value, 0, size);
        return bytes;
      }),
    ),
  );
}
