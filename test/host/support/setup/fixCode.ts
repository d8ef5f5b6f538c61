/** Twelve lines, of which line 6 is flagged. */
export function code(name: string, ending = '\n'): string {
  const lines = Array.from({ length: 12 }, (_, index) => `${name}_line_${index + 1}()`);
  return lines
    .with(5, `flagged_${name}(request)`)
    .map((line) => line + ending)
    .join('');
}

/** As the fixes have it. */
export function fixed(name: string, ending = '\n'): string {
  return code(name, ending).replace(`flagged_${name}(request)`, `fixed_${name}(request)`);
}

/** Files whose flagged line is all that a fix changes. */
export const plain = [
  'clean',
  'dirty',
  'moved',
  'conflict',
  'meanwhile',
  'done',
  'several',
  'renamed',
  'later',
  'keep',
  'still',
];

/** As they were scanned. */
export const files: Readonly<Record<string, string>> = {
  ...Object.fromEntries(plain.map((name) => [`src/${name}.py`, code(name)])),
  'src/crlf.py': code('crlf', '\r\n'),
  'src/all.py': code('all'),
  'src/clash.py': code('clash'),
  'src/multi.py': code('multi'),
  'src/gone.py': 'gone()\n',
  'src/old_name.py': code('old_name'),
  'run.sh': '#!/bin/sh\n',
  'two/a.py': code('a'),
  'two/b.py': code('b'),
};
