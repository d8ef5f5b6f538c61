import type { Inline } from './model.ts';
import type { Targets } from './targets.ts';

/** Code, links and emphasis; whatever else Markdown knows stays the characters it is. */
const tokens =
  /(?<ticks>`{1,2})(?<code>[^`\n]+)\k<ticks>(?!`)|(?<!!)\[(?<label>[^[\]\n]*)\]\((?<target>(?:[^()\s]|\([^()\s]*\))+)\)|<(?<angle>https:\/\/[^\s<>]+)>|(?<bare>https:\/\/[^\s<>()[\]`'"]+)|\*+|_+/g;

/** One paragraph of Markdown, in time that grows with its length only. */
export function inlinesOf(text: string, targets: Targets): readonly Inline[] {
  const out = new Emphases();
  let end = 0;
  for (const match of text.matchAll(tokens)) {
    const [whole] = match;
    out.text(text.slice(end, match.index));
    end = match.index + whole.length;
    const { code, label, target, angle, bare } = match.groups ?? {};
    if (code !== undefined) out.add({ kind: 'code', text: code });
    else if (target !== undefined)
      out.add(targets.link(label ?? '', target) ?? { kind: 'text', text: whole });
    else if (angle !== undefined) out.add(targets.link('', angle) ?? { kind: 'text', text: whole });
    else if (bare !== undefined) {
      const url = bare.replace(/[.,;:!?*_]{1,8}$/, '');
      out.add(targets.link('', url) ?? { kind: 'text', text: url });
      out.text(bare.slice(url.length));
    } else out.run(whole, text[match.index - 1] ?? ' ', text[end] ?? ' ');
  }
  out.text(text.slice(end));
  return out.finish();
}

/** Plain text whose https links can be followed. */
export function linkedText(text: string, targets: Targets): readonly Inline[] {
  const out = new Emphases();
  let end = 0;
  for (const match of text.matchAll(/https:\/\/[^\s<>()[\]`'"]+/g)) {
    const url = match[0].replace(/[.,;:!?*_]{1,8}$/, '');
    out.text(text.slice(end, match.index));
    out.add(targets.link('', url) ?? { kind: 'text', text: url });
    end = match.index + url.length;
  }
  out.text(text.slice(end));
  return out.finish();
}

interface Frame {
  readonly sign: string;
  readonly inlines: Inline[];
}

/** Nested deeper, a star is a star. */
const maxDepth = 6;

/** Pairs emphasis signs by a stack of those that are open; signs without a partner become text again. */
class Emphases {
  readonly #frames: [Frame, ...Frame[]] = [{ sign: '', inlines: [] }];

  add(inline: Inline): void {
    (this.#frames.at(-1) ?? this.#frames[0]).inlines.push(inline);
  }

  text(text: string): void {
    const { inlines } = this.#frames.at(-1) ?? this.#frames[0];
    const last = inlines.at(-1);
    if (last?.kind === 'text') inlines[inlines.length - 1] = { kind: 'text', text: last.text + text };
    else if (text !== '') inlines.push({ kind: 'text', text });
  }

  /** Stars or underscores in a row; those inside a word are no emphasis where they are underscores. */
  run(signs: string, before: string, after: string): void {
    if (signs.length > 3) {
      this.text(signs);
      return;
    }
    const isUnderscore = signs.startsWith('_');
    const canOpen = /\S/.test(after) && !(isUnderscore && /[\p{L}\p{N}]/u.test(before));
    const canClose = /\S/.test(before) && !(isUnderscore && /[\p{L}\p{N}]/u.test(after));
    const left = canClose ? this.#close(signs) : signs;
    if (left === '') return;
    if (!canOpen || this.#frames.length > maxDepth) this.text(left);
    else for (const sign of left.length === 3 ? [left.slice(1), left.slice(2)] : [left]) this.#open(sign);
  }

  finish(): readonly Inline[] {
    while (this.#frames.length > 1) this.#giveUp();
    return this.#frames[0].inlines;
  }

  #open(sign: string): void {
    this.#frames.push({ sign, inlines: [] });
  }

  /** What of the signs had no partner. */
  #close(signs: string): string {
    let left = signs;
    while (left !== '') {
      const exact = this.#frames.findLastIndex(({ sign }) => sign === left);
      const open =
        exact > 0 ? exact : this.#frames.findLastIndex(({ sign }) => sign !== '' && left.startsWith(sign));
      if (open < 0) return left;
      while (this.#frames.length > open + 1) this.#giveUp();
      const frame = this.#frames.pop();
      if (frame === undefined) return left;
      left = left.slice(frame.sign.length);
      if (frame.inlines.length === 0) this.text(frame.sign + frame.sign);
      else this.add({ kind: frame.sign.length === 2 ? 'strong' : 'emphasis', inlines: frame.inlines });
    }
    return '';
  }

  #giveUp(): void {
    const frame = this.#frames.pop();
    if (frame === undefined) return;
    this.text(frame.sign);
    for (const inline of frame.inlines) {
      if (inline.kind === 'text') this.text(inline.text);
      else this.add(inline);
    }
  }
}
