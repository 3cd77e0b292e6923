import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

/** The program `docker`, in the folder of docker-compose.yml. */
export interface Docker {
  /** In the user's terminal, with whatever it says there. @returns its exit code */
  run(args: readonly string[]): Promise<number>;
  /** Unseen. */
  ask(args: readonly string[]): Promise<DockerAnswer>;
}

export type DockerAnswer =
  | { readonly outcome: 'answered'; readonly output: string }
  | { readonly outcome: 'refused'; readonly complaint: string }
  /** There is no such program. */
  | { readonly outcome: 'missing' };

export function dockerIn(directory: string): Docker {
  return {
    run: async (args) => (await endOf(spawn('docker', args, { cwd: directory, stdio: 'inherit' }))) ?? 1,
    ask: async (args) => {
      const child = spawn('docker', args, { cwd: directory, stdio: ['ignore', 'pipe', 'pipe'] });
      const said = Promise.all([text(child.stdout), text(child.stderr)]);
      try {
        const code = await endOf(child);
        const [output, complaint] = (await said).map((each) => each.trim()) as [string, string];
        return code === 0 ? { outcome: 'answered', output } : { outcome: 'refused', complaint };
      } catch {
        return { outcome: 'missing' };
      }
    },
  };
}

/** Null when a signal ended it. Rejects when it could not be started. */
async function endOf(child: ChildProcess): Promise<number | null> {
  const [code] = (await once(child, 'close')) as [number | null];
  return code;
}
