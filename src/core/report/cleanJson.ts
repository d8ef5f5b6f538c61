import { cleanText } from './wire.ts';

/**
 * Cleans every string value of parsed JSON, in place and without recursion. Only escapes can bring in what
 * {@link cleanText} takes out, so that for nearly all reports a look at the text is all it costs.
 * @param text what the JSON was parsed from
 */
export function cleanJson(json: unknown, text: string): void {
  if (!text.includes('\\u') || !/\\u(?:0000|d[89a-f])/i.test(text)) return;
  const open: unknown[] = [json];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, child] of Object.entries(value)) {
      if (typeof child === 'string') setOwn(value, key, cleanText(child));
      else if (typeof child === 'object') open.push(child);
    }
  }
}

/** Plain assignment to a key `__proto__` would change the object's prototype. */
function setOwn(object: object, key: string, value: string): void {
  Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}
