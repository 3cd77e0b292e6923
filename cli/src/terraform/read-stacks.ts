import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { z } from 'zod';

/** A part of the configuration that is applied, and destroyed, by itself. */
export interface Stack {
  readonly name: string;
  /** Where terraform works. Absolute. */
  readonly directory: string;
  /** The stacks that have to be there before it. */
  readonly needs: readonly string[];
  /** Absolute; undefined where the state is not a file of this machine. */
  readonly stateFile: string | undefined;
  /** The variables that have no default: `TF_VAR_…`, or an answer, gives them their value. */
  readonly variables: readonly string[];
  /** What it can be applied with, and will not work with. */
  readonly warnings: readonly string[];
}

const manifestSchema = z.object({
  stacks: z.record(
    z.string(),
    z.object({
      name: z.string(),
      dependencies: z.array(z.string()),
      workingDirectory: z.string(),
      annotations: z.array(z.object({ level: z.string(), message: z.string() })).default([]),
    }),
  ),
});
const configurationSchema = z.object({
  terraform: z.object({ backend: z.object({ local: z.object({ path: z.string() }).optional() }) }),
  variable: z.record(z.string(), z.looseObject({})).default({}),
});

/** As CDKTF calls the level of a warning. */
const WARNING = '@cdktf/warn';

/** Of the repository: where the configuration of the stacks is written to. */
export function configurationFolder(root: string): string {
  return join(root, 'infra', 'cdktf.out');
}

/** The stacks that have been written, each behind those that it needs. */
export async function readStacks(root: string): Promise<readonly Stack[]> {
  const folder = configurationFolder(root);
  const { stacks } = manifestSchema.parse(await readJson(join(folder, 'manifest.json')));
  const read = Object.values(stacks).map(async (found): Promise<Stack> => {
    const { name, dependencies, workingDirectory, annotations } = found;
    const directory = join(folder, workingDirectory);
    const { terraform, variable } = configurationSchema.parse(await readJson(join(directory, 'cdk.tf.json')));
    const { local } = terraform.backend;
    return {
      name,
      directory,
      needs: dependencies,
      stateFile: local === undefined ? undefined : resolve(directory, local.path),
      variables: Object.keys(variable).filter((each) => !('default' in (variable[each] ?? {}))),
      warnings: annotations.flatMap(({ level, message }) => (level === WARNING ? [message] : [])),
    };
  });
  return inOrder(await Promise.all(read));
}

/** CDKTF sees to it that nothing needs itself. */
function inOrder(stacks: readonly Stack[]): Stack[] {
  const placed = new Set<Stack>();
  const place = (stack: Stack) => {
    if (placed.has(stack)) return;
    for (const other of stacks) if (stack.needs.includes(other.name)) place(other);
    placed.add(stack);
  };
  for (const stack of stacks) place(stack);
  return [...placed];
}

async function readJson(path: string): Promise<unknown> {
  return JSON.parse(await readFile(path, 'utf8')) as unknown;
}
