import { spawn } from 'node:child_process';
import { once } from 'node:events';

import { TerminalError } from '@regpipe/contracts';

/** Runs commands in one psql session and gives the seconds it took. @throws TerminalError with psql's own words */
export async function psql(databaseUrl: string, commands: readonly string[]): Promise<number> {
  const started = performance.now();
  const args = ['--no-psqlrc', '--quiet', '--set', 'ON_ERROR_STOP=1', databaseUrl];
  const child = spawn('psql', args, { stdio: ['pipe', 'ignore', 'pipe'] });
  const failed = once(child, 'error').then(([cause]: unknown[]) => {
    throw new TerminalError('STACK_FAILED', 'psql is not on PATH; install postgresql-client.', { cause });
  });
  const complaints: string[] = [];
  child.stderr.on('data', (text: Buffer) => complaints.push(text.toString()));
  child.stdin.on('error', () => undefined).end(`${commands.join('\n')}\n`);
  const [code] = (await Promise.race([once(child, 'close'), failed])) as [number | null];
  if (code === 0) return (performance.now() - started) / 1000;
  throw new TerminalError(
    'STACK_FAILED',
    `psql ended with code ${String(code)}: ${complaints.join('').trim()}`,
  );
}
