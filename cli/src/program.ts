import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

/** A program of the machine, in a folder. */
export interface Program {
  /** In the user's terminal, with whatever it says there. @returns its exit code */
  run(args: readonly string[]): Promise<number>;
  /** Unseen. */
  ask(args: readonly string[]): Promise<ProgramAnswer>;
}

export type ProgramAnswer =
  | { readonly outcome: 'answered'; readonly output: string }
  | {
      readonly outcome: 'refused';
      /** From stderr. */
      readonly complaint: string;
      /** From stdout: some answer there all the same. */
      readonly output?: string;
      /** None where a signal ended it. */
      readonly code?: number | undefined;
    }
  /** There is no such program. */
  | { readonly outcome: 'missing' };

export interface ProgramPlace {
  readonly cwd: string;
  /** Instead of our own environment. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

export function programIn(command: string, { cwd, environment }: ProgramPlace): Program {
  const place = { cwd, ...(environment === undefined ? {} : { env: environment }) };
  return {
    run: async (args) => (await endOf(spawn(command, args, { ...place, stdio: 'inherit' }))) ?? 1,
    ask: async (args) => {
      const child = spawn(command, args, { ...place, stdio: ['ignore', 'pipe', 'pipe'] });
      const said = Promise.all([text(child.stdout), text(child.stderr)]);
      try {
        const code = await endOf(child);
        const [output, complaint] = (await said).map((each) => each.trim()) as [string, string];
        if (code === 0) return { outcome: 'answered', output };
        return { outcome: 'refused', complaint, output, code: code ?? undefined };
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
