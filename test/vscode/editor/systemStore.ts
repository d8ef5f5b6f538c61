import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where Linux keeps the certificates that the whole computer trusts. */
const folder = '/etc/ssl/certs';
const bundle = 'ca-certificates.crt';

/** A command, and what it is given. */
export type Command = readonly [string, ...(readonly string[])];

/**
 * Lets a program see an authority among those of the system, as where a company has installed it: a copy of the system's
 * folder lies over it, for that program and what it starts alone.
 *
 * @param copy a folder that is not there yet
 */
export function withSystemAuthority(command: Command, authority: string, copy: string): Command {
  mkdirSync(copy, { recursive: true });
  if (existsSync(join(folder, bundle))) cpSync(join(folder, bundle), join(copy, bundle));
  const before = existsSync(join(copy, bundle)) ? readFileSync(join(copy, bundle), 'utf8') : '';
  writeFileSync(join(copy, bundle), `${before}\n${authority}`);
  return over(copy, command);
}

/** Why that cannot be done on this computer. */
export function whyNoSystemAuthority(): string | undefined {
  if (process.platform !== 'linux') return "only Linux's store can be seen otherwise by one program";
  if (process.env['HARNESS_DESKTOP']) return 'a desktop window is started by itself';
  if (!existsSync(folder)) return `this computer has no ${folder}`;
  const [program, ...args] = over(folder, ['true']);
  const { error, status } = spawnSync(program, args, { stdio: 'ignore' });
  return error || status !== 0 ? 'this user may not mount anything, not even for itself' : undefined;
}

/** Who is not root is, in a world of its own, and may mount there. */
function over(copy: string, command: Command): Command {
  const mayMount = process.getuid?.() === 0 ? [] : ['--map-root-user'];
  const script = 'mount --bind "$1" "$2" && shift 2 && exec "$@"';
  return ['unshare', '--mount', ...mayMount, 'sh', '-c', script, 'sh', copy, folder, ...command];
}
