import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { z } from 'zod';

/** What a running stack leaves in its data directory, for the commands that come to it. */
const stackStateSchema = z.object({
  pid: z.number().int(),
  apiUrl: z.string(),
  queryUrl: z.string().optional(),
  /** Where to put files that are to be taken in. */
  dropFolder: z.string().optional(),
  databaseUrl: z.string(),
  natsUrl: z.string(),
});
export type StackState = z.infer<typeof stackStateSchema>;

export const STACK_FILE = 'stack.json';

/** The stack that runs on a data directory; undefined when none does, whatever a crash has left behind. */
export async function readStackState(dataDirectory: string): Promise<StackState | undefined> {
  const text = await readFile(join(dataDirectory, STACK_FILE), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : parseStackState(text);
}

/** Reads the file's text; undefined for what is no such text, or tells of a process that is gone. */
export function parseStackState(text: string): StackState | undefined {
  const state = stackStateSchema.safeParse(parseJson(text));
  return state.success && isAlive(state.data.pid) ? state.data : undefined;
}

/** Only its owner may read it: the database's password is in there. */
export async function writeStackState(dataDirectory: string, state: StackState): Promise<void> {
  await writeFile(join(dataDirectory, STACK_FILE), `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
}

export async function removeStackState(dataDirectory: string): Promise<void> {
  await rm(join(dataDirectory, STACK_FILE), { force: true });
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
