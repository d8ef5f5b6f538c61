// Draws media/severity.ttf, the icons of `contributes.icons`: node scripts/generators/iconFont.mjs
import { writeFileSync } from 'node:fs';
import { trueType } from './trueType.mjs';

/** @typedef {{ readonly x: number, readonly y: number, readonly on: boolean }} Point */

/** Icons are drawn on 16 by 16 pixels, y downwards; straight edges lie on whole or half pixels to stay crisp. */
const pixel = 64;

/** @type {(x: number, y: number, on?: boolean) => Point} */
const at = (x, y, on = true) => ({ x, y, on });

/** @param {...readonly [number, number]} corners */
const polygon = (...corners) => filled(corners.map(([x, y]) => at(x, y)));

/** @param {number} x @param {number} y @param {number} radius */
const disc = (x, y, radius) => filled(arc(x, y, radius, 0, 360).slice(0, -1));

/** @param {number} x @param {number} y @param {number} width @param {number} height */
const box = (x, y, width, height) =>
  polygon([x, y], [x + width, y], [x + width, y + height], [x, y + height]);

/** Part of a ring, from one angle to another. @param {number} x @param {number} y @param {number} outer @param {number} inner @param {number} from @param {number} to */
const bow = (x, y, outer, inner, from, to) =>
  filled([...arc(x, y, outer, from, to), ...arc(x, y, inner, from, to).reverse()]);

/** A line with round joints. @param {number} width @param {...readonly [number, number]} corners */
const stroke = (width, ...corners) =>
  corners.flatMap(([x, y], index) => {
    const next = corners[index + 1];
    if (next === undefined) return [disc(x, y, width / 2)];
    const [dx, dy] = [next[0] - x, next[1] - y];
    const [nx, ny] = [(-dy / Math.hypot(dx, dy)) * (width / 2), (dx / Math.hypot(dx, dy)) * (width / 2)];
    const [toX, toY] = next;
    return [
      disc(x, y, width / 2),
      polygon([x + nx, y + ny], [toX + nx, toY + ny], [toX - nx, toY - ny], [x - nx, y - ny]),
    ];
  });

/** Outlines run one way round and holes the other, for that is what tells them apart. @param {readonly Point[]} contour */
const hole = (contour) => [...contour].reverse();

/** @param {readonly Point[]} contour */
function filled(contour) {
  const area = contour.reduce((sum, { x, y }, index) => {
    const next = contour[(index + 1) % contour.length] ?? at(0, 0);
    return sum + x * next.y - next.x * y;
  }, 0);
  return area < 0 ? hole(contour) : contour;
}

/** Curves of 45 degrees each. @param {number} x @param {number} y @param {number} radius @param {number} from @param {number} to */
function arc(x, y, radius, from, to) {
  const steps = Math.ceil((to - from) / 45);
  const angle = (/** @type {number} */ step) => ((from + ((to - from) * step) / steps) * Math.PI) / 180;
  const point = (/** @type {number} */ step, /** @type {number} */ length, /** @type {boolean} */ on) =>
    at(x + Math.cos(angle(step)) * length, y + Math.sin(angle(step)) * length, on);
  const between = radius / Math.cos(angle(0.5) - angle(0));
  return Array.from({ length: steps * 2 + 1 }, (_, index) =>
    index % 2 === 0 ? point(index / 2, radius, true) : point(index / 2, between, false),
  );
}

/** @param {number} inset */
function shield(inset) {
  const [left, right, middle] = [2 + inset, 14 - inset, 8];
  return filled([
    at(middle, 0.75 + inset * 1.1),
    at(right, 2.75 + inset * 0.75),
    at(right, 7.5),
    at(right, 12.5 - inset, false),
    at(middle, 15.25 - inset * 1.1),
    at(left, 12.5 - inset, false),
    at(left, 7.5),
    at(left, 2.75 + inset * 0.75),
  ]);
}

/** By code point, as `contributes.icons` and media/details.css name them. */
const glyphs = {
  // critical
  0xe001: [polygon([8, 1], [15, 8], [8, 15], [1, 8])],
  // high
  0xe002: [polygon([8, 2], [15, 14], [1, 14])],
  // medium
  0xe003: [polygon([1, 2], [15, 2], [8, 14])],
  // low
  0xe004: [disc(8, 8, 5)],
  // info
  0xe005: [disc(8, 8, 7), hole(disc(8, 8, 5.5)), disc(8, 5, 1), box(7.25, 7, 1.5, 4.75)],
  // unknown
  0xe006: [bow(8, 5.5, 4.5, 2.5, 180, 450), box(7, 8, 2, 3), disc(8, 13.5, 1.25)],
  // the extension
  0xe007: [shield(0), hole(shield(1.25)), ...stroke(1.5, [5.25, 8], [7.25, 10], [10.75, 6])],
};

writeFileSync(
  new URL('../../media/severity.ttf', import.meta.url),
  trueType(
    'gitlab-security',
    Object.entries(glyphs).map(([code, contours]) => ({
      code: Number(code),
      contours: contours.map((contour) =>
        contour.map(({ x, y, on }) => at(Math.round(x * pixel), Math.round((16 - y) * pixel), on)),
      ),
    })),
  ),
);
