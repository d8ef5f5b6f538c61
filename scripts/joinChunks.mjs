/**
 * Joins chunks that are always read together: to find, read and compile a file takes VS Code a third of a millisecond, whatever is in
 * it. Each part still runs when it is first required, as if it were a file of its own.
 *
 * @param {Map<string, string>} files CommonJS by name; what is joined is replaced in it
 * @param {string} entry whose chunks are joined, and those that they require
 * @param {string} joined the name of the file that they become
 * @param {readonly string[]} threads whose chunks are left as they are: a thread would read all the others as well
 */
export function joinChunks(files, entry, joined, threads = []) {
  const apart = threads.flatMap((thread) => chunksOf(files, thread));
  const parts = chunksOf(files, entry).filter((part) => !apart.includes(part));
  // In brackets a function is compiled when the file is, and not a second time when it runs.
  const code = parts.map((part) => `(function(module,exports){${files.get(part)}})`);
  const all = [
    `const parts=[${code.join(',')}],modules=[];`,
    'const part=at=>{let module=modules[at];if(!module){module=modules[at]={exports:{}};',
    // As for a file: what could not be run is run anew the next time.
    'try{parts[at](module,module.exports)}catch(error){delete modules[at];throw error}}return module.exports};',
    'module.exports=part;',
  ].join('');
  for (const part of parts) files.delete(part);
  files.set(joined, all);
  for (const [name, text] of files) {
    const load = name === joined ? 'part' : `require("./${joined}")`;
    const inParts = (whole, chunk) => (parts.includes(chunk) ? `${load}(${parts.indexOf(chunk)})` : whole);
    files.set(name, text.replaceAll(anyChunk, inParts));
  }
}

/** What is imported dynamically, and waits, has names of its own. */
const anyChunk = /require\("\.\/(chunk-[\w-]+\.cjs)"\)/g;

function chunksOf(files, entry) {
  const names = new Set([entry]);
  for (const name of names) for (const [, chunk] of files.get(name).matchAll(anyChunk)) names.add(chunk);
  names.delete(entry);
  return [...names];
}
