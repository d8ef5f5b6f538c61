/** Line 3 is flagged in all of them, so that a place says at once where its code has gone. */
export function edgeCode(name: string): string {
  return `# ${name}\n\nflagged_${name}(request)\n\n# The end of ${name}.\n`;
}

export const oddName = 'odd names/ü #1 %20?.py';
