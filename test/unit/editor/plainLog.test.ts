import assert from 'node:assert/strict';
import { test } from 'node:test';
import type * as vscode from 'vscode';
import { plainLog } from '../../../src/editor/plainLog.ts';

test('a log line orders no terminal about, turns nothing round, and has no token', () => {
  const lines: string[] = [];
  const log = (line: string) => void lines.push(line);
  const channel = { trace: log, debug: log, info: log, warn: log, error: log, show: () => undefined };
  const logger = plainLog(channel as unknown as vscode.LogOutputChannel);
  const token = ['glpat', 'abcdefghijklmnopqrst'].join('-');
  for (const level of ['trace', 'debug', 'info', 'warn', 'error'] as const) {
    logger[level]('\u001b[2J\u001b]0;owned\u0007 \u202eevil\u2066 one\r\ntwo\u0000');
    logger[level](`Error: ${token} Bearer ${token} Basic ${btoa(`oauth2:${token}`)} private_token=${token}`);
  }
  assert.equal(lines.length, 10);
  for (const line of lines) {
    assert.doesNotMatch(line, /[^\P{Cc}\n]|\p{Bidi_Control}/u);
    assert.ok(!line.includes(token) && !line.includes(btoa(`oauth2:${token}`).slice(0, 20)), line);
  }
  assert.match(lines[0] ?? '', / one\ntwo/);
});

test('a log line has no password of a proxy and no header that signs in', () => {
  const lines: string[] = [];
  const log = (line: string) => void lines.push(line);
  const channel = { trace: log, debug: log, info: log, warn: log, error: log, show: () => undefined };
  const logger = plainLog(channel as unknown as vscode.LogOutputChannel);
  for (const line of [
    'PROXY dana:Secret1@proxy.corp:3128 failed',
    'fatal: unable to access https://oauth2:Secret1@gitlab.example.com/api.git/',
    'Proxy-Authorization: Negotiate Secret1Secret1',
    'set-cookie: _gitlab_session=Secret1Secret1; path=/',
    '{"error":"invalid_grant","refresh_token":"Secret1"}',
  ])
    logger.warn(line);
  for (const line of lines) assert.ok(!line.includes('Secret1'), line);
  assert.match(lines[0] ?? '', /proxy\.corp:3128 failed/);
});
