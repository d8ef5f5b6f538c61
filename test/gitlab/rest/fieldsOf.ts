import { ApiError } from './apiError.ts';
import type { Body } from './restRequest.ts';

/** Refuses a body without its required fields, all in one sentence, as Grape does. */
export function requireFields(body: Body, names: readonly string[], within?: string): void {
  const missing = names.filter((name) => body[name] === undefined || body[name] === null);
  if (missing.length === 0) return;
  const named = missing.map((name) => `${within === undefined ? name : `${within}[${name}]`} is missing`);
  throw ApiError.badRequest(named.join(', '));
}

export function textOf(body: Body, name: string): string | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw ApiError.badRequest(`${name} is invalid`);
  return value;
}

export function flagOf(body: Body, name: string): boolean | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'boolean') throw ApiError.badRequest(`${name} is invalid`);
  return value;
}

export function numberOf(body: Body, name: string): number | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (!Number.isInteger(value)) throw ApiError.badRequest(`${name} is invalid`);
  return Number(value);
}

/** A list of numbers, of which 0 means nobody: `assignee_ids`. */
export function numbersOf(body: Body, name: string): readonly number[] | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value) || !value.every((one) => Number.isInteger(one))) {
    throw ApiError.badRequest(`${name} is invalid`);
  }
  return value.map(Number).filter((one) => one !== 0);
}

/** Labels: a list, or names with commas between them. */
export function namesOf(body: Body, name: string): readonly string[] | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  const list: readonly unknown[] = Array.isArray(value) ? value : (textOf(body, name) ?? '').split(',');
  return list.map((one) => String(one).trim()).filter((one) => one !== '');
}
