/** One figure against its limit, printed as a JSON line. */
export interface Measurement {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly limit: number;
  readonly ok: boolean;
}

/** A figure that must not exceed its limit. */
export function atMost(name: string, value: number, unit: string, limit: number): Measurement {
  return { name, value: Math.round(value * 100) / 100, unit, limit, ok: value <= limit };
}

export function medianOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

/** A figure that must not fall below its limit. */
export function atLeast(name: string, value: number, unit: string, limit: number): Measurement {
  return { name, value: Math.floor(value * 1000) / 1000, unit, limit, ok: value >= limit };
}
