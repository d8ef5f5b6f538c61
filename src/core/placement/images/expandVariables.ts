/**
 * Puts values in the place of `$NAME`, `${NAME}` and `${NAME:-default}`, as Dockerfiles and compose files do; a variable of
 * which nothing is known stays. No image has so long a name as to be left alone here, but values that repeat each other have.
 */
export function expandVariables(text: string, valueOf: (name: string) => string | undefined): string {
  if (text.length > longest) return text;
  return text.replace(
    /\$(?:(\w+)|\{(\w+)(?::?-([^{}]*))?\})/g,
    (whole, short: string | undefined, long: string | undefined, fallback: string | undefined) =>
      valueOf(short ?? long ?? '') ?? fallback ?? whole,
  );
}

const longest = 500;
