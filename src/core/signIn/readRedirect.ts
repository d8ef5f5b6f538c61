/** What comes back from the page where a user agrees (RFC 6749, 4.1.2). */
export type Redirect =
  | { readonly kind: 'code'; readonly code: string }
  /** GitLab's word for it, and its sentence. */
  | { readonly kind: 'refused'; readonly error: string; readonly description?: string }
  /** Belongs to another question than this one. */
  | { readonly kind: 'foreign' }
  | { readonly kind: 'none' };

/**
 * Reads the address that GitLab led the browser to.
 *
 * @param query of the address, without its question mark
 */
export function readRedirect(query: string, state: string): Redirect {
  const parameters = new URLSearchParams(query);
  const code = parameters.get('code');
  const error = parameters.get('error');
  if (code === null && error === null) return { kind: 'none' };
  if (parameters.get('state') !== state) return { kind: 'foreign' };
  if (error !== null) {
    const description = parameters.get('error_description');
    return { kind: 'refused', error, ...(description !== null && { description }) };
  }
  return code === null || code === '' ? { kind: 'none' } : { kind: 'code', code };
}

/**
 * Reads what somebody pastes: the address from the browser, or the code out of it. A code by itself names no state;
 * that only who asked can exchange it is then PKCE's part alone.
 */
export function readPasted(text: string, state: string): Redirect {
  const trimmed = text.trim();
  const query = /\?([^#]*)/.exec(trimmed)?.[1];
  if (query !== undefined) return readRedirect(query, state);
  return /^[\w.~-]{8,512}$/.test(trimmed) ? { kind: 'code', code: trimmed } : { kind: 'none' };
}
