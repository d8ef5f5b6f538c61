import { GitLabFailure } from '../../core/model/failure.ts';
import type { Instance } from '../../core/model/project.ts';
import type { StoredIssue } from '../../core/settling/issuePorts.ts';
import { asRecord } from './restClient.ts';

/** An answer of REST as an issue; one that is none is no confirmation of anything. */
export function toStoredIssue(value: unknown, instance: Instance): StoredIssue {
  const id = idOf(value);
  const { iid } = asRecord(value);
  const url = textOf(value, 'web_url');
  if (id === undefined || typeof iid !== 'number' || url === undefined) throw unexpected(instance);
  return {
    id,
    iid: String(iid),
    url,
    title: textOf(value, 'title') ?? '',
    description: textOf(value, 'description') ?? '',
    isOpen: textOf(value, 'state') !== 'closed',
  };
}

export function listOf(value: unknown, instance: Instance): readonly unknown[] {
  if (!Array.isArray(value)) throw unexpected(instance);
  return value;
}

export function idOf(value: unknown): number | undefined {
  const { id } = asRecord(value);
  return typeof id === 'number' ? id : undefined;
}

export function textOf(value: unknown, name: string): string | undefined {
  const text = asRecord(value)[name];
  return typeof text === 'string' ? text : undefined;
}

function unexpected(instance: Instance): GitLabFailure {
  return new GitLabFailure('unexpectedAnswer', 'no issue', {
    instance,
    detail: 'something that is no issue',
  });
}
