import { GitLabFailure } from '../../core/model/failure.ts';
import type { Instance } from '../../core/model/project.ts';
import type { DismissalRequest } from '../../core/model/settlement.ts';
import type {
  DiffPosition,
  Discussions,
  FoundDiscussion,
  MergeRequestAddress,
} from '../../core/settling/discussionPorts.ts';
import { asRecord, type Json, type RestClient } from './restClient.ts';

/** Discussions of merge requests (https://docs.gitlab.com/api/discussions/#merge-requests). */
export class DiscussionWriter implements Discussions {
  readonly #instance: Instance;
  readonly #rest: RestClient;

  constructor(instance: Instance, rest: RestClient) {
    this.#instance = instance;
    this.#rest = rest;
  }

  async find(mergeRequest: MergeRequestAddress, lines: readonly string[], signal: AbortSignal) {
    const missing = new Set(lines);
    const found = new Map<string, FoundDiscussion>();
    const isEnough = (entry: Json) => {
      const body = notesOf(entry)[0]?.['body'];
      if (typeof body !== 'string') return undefined;
      const own = body.split(/\r?\n/).filter((one) => missing.has(one));
      const request = own.length > 0 && toRequest(entry, mergeRequest);
      if (!request) return undefined;
      for (const line of own) {
        found.set(line, { request, body });
        missing.delete(line);
      }
      return missing.size === 0 || undefined;
    };
    await this.#rest.findInPages(pathOf(mergeRequest), isEnough, () => this.#unexpected(), signal);
    return found;
  }

  async start(
    mergeRequest: MergeRequestAddress,
    body: string,
    position: DiffPosition | undefined,
    signal: AbortSignal,
  ): Promise<DismissalRequest> {
    const sent = { body, ...(position && { position: toWire(position) }) };
    const answer = asRecord(await this.#rest.post(pathOf(mergeRequest), sent, signal));
    return toRequest(answer, mergeRequest) ?? this.#unexpected();
  }

  async read(mergeRequest: MergeRequestAddress, discussionId: string, signal: AbortSignal) {
    const path = `${pathOf(mergeRequest)}/${encodeURIComponent(discussionId)}`;
    const answer = await this.#rest.getIfThere(path, signal, true);
    if (answer === undefined) return undefined;
    return toRequest(asRecord(answer), mergeRequest) ?? this.#unexpected();
  }

  #unexpected(): never {
    const detail = 'discussions that could not be read';
    throw new GitLabFailure('unexpectedAnswer', detail, { instance: this.#instance, detail });
  }
}

function pathOf({ projectPath, iid }: MergeRequestAddress): string {
  return `/projects/${encodeURIComponent(projectPath)}/merge_requests/${encodeURIComponent(iid)}/discussions`;
}

function toWire({ baseSha, startSha, headSha, path, line }: DiffPosition): Json {
  return {
    position_type: 'text',
    base_sha: baseSha,
    start_sha: startSha,
    head_sha: headSha,
    old_path: path,
    new_path: path,
    new_line: line,
  };
}

function notesOf(discussion: Json): readonly Json[] {
  const { notes } = discussion;
  return Array.isArray(notes) ? notes.map(asRecord) : [];
}

/** `undefined` for what is no discussion: an answer without one confirms nothing. */
function toRequest(discussion: Json, { webUrl }: MergeRequestAddress): DismissalRequest | undefined {
  const notes = notesOf(discussion);
  const [first] = notes;
  const id = discussion['id'];
  const at = first?.['created_at'];
  if (typeof id !== 'string' || typeof at !== 'string' || typeof first?.['id'] !== 'number') return undefined;
  const answer = answerTo(first, notes);
  return { discussionId: id, url: `${webUrl}#note_${first['id']}`, at, ...(answer && { answer }) };
}

/** The newest that somebody else did: a note, or that the discussion was resolved. */
function answerTo(first: Json, notes: readonly Json[]): DismissalRequest['answer'] {
  const author = nameOf(first['author']);
  return notes
    .flatMap((note) => [
      ...(note['system'] === true ? [] : [{ by: nameOf(note['author']), at: note['created_at'] }]),
      { by: nameOf(note['resolved_by']), at: note['resolved_at'] },
    ])
    .flatMap(({ by, at }) =>
      by !== undefined && by !== author && typeof at === 'string' ? [{ by, at }] : [],
    )
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
    .at(-1);
}

function nameOf(user: unknown): string | undefined {
  const { username } = asRecord(user);
  return typeof username === 'string' ? username : undefined;
}
