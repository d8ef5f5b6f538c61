/** Says whether a value out of a file is of a type, down to its last field. */
export type Shape<T> = (value: unknown) => value is T;

type OptionalKeys<T> = {
  [K in keyof T]-?: object extends Pick<T, K> ? K : never;
}[keyof T];
type RequiredKeys<T> = Exclude<keyof T, OptionalKeys<T>>;
type Kinds<T extends { readonly kind: string }> = {
  readonly [K in T['kind']]: Shape<Extract<T, { readonly kind: K }>>;
};

export const text: Shape<string> = (value): value is string => typeof value === 'string';
export const flag: Shape<boolean> = (value): value is boolean => typeof value === 'boolean';
/** What is counted: none of our numbers is negative or a fraction. */
export const whole: Shape<number> = (value): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
/** For fields that are never kept. */
export const never: Shape<never> = (_value): _value is never => false;

export function oneOf<const T extends string | boolean>(...values: readonly T[]): Shape<T> {
  const known = new Set<unknown>(values);
  return (value): value is T => known.has(value);
}

/** The same of a type whose members the compiler is to miss when one is left out. */
export function anyOf<T extends string>(all: Readonly<Record<T, true>>): Shape<T> {
  const known = new Set<unknown>(Object.keys(all));
  return (value): value is T => known.has(value);
}

export function listOf<T>(item: Shape<T>): Shape<readonly T[]> {
  return (value): value is readonly T[] => Array.isArray(value) && value.every(item);
}

/**
 * An object with these fields and no others. The compiler wants every field of the type named, so that none that is added
 * to the model goes unread.
 */
export function fields<T extends object>(
  required: { readonly [K in RequiredKeys<T>]: Shape<T[K]> },
  ...[optional]: OptionalKeys<T> extends never
    ? []
    : [{ readonly [K in OptionalKeys<T>]: Shape<Exclude<T[K], undefined>> }]
): Shape<T> {
  const must = new Map(Object.entries<Shape<unknown>>(required));
  const may = new Map(Object.entries<Shape<unknown>>(optional ?? {}));
  return (value): value is T => {
    if (!isRecord(value)) return false;
    let found = 0;
    for (const [name, content] of Object.entries(value)) {
      const isRequired = must.get(name);
      if (isRequired) found += 1;
      const isRight = isRequired ?? may.get(name);
      if (!isRight?.(content)) return false;
    }
    return found === must.size;
  };
}

/** One of several kinds of object, each with fields of its own. */
export function kinds<T extends { readonly kind: string }>(shapes: Kinds<T>): Shape<T> {
  const byKind = new Map(Object.entries<Shape<unknown>>(shapes));
  return (value): value is T =>
    isRecord(value) && typeof value['kind'] === 'string' && byKind.get(value['kind'])?.(value) === true;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
