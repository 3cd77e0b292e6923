import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

import { readIfThere } from '../read-if-there.ts';
import type { Environment } from '../settings.ts';
import { hasBlock, withBlock, withoutBlock } from './env-block.ts';
import { LOCAL_FILES, localFile } from './local-files.ts';
import type { MonitoringOutputs } from './read-outputs.ts';
import { writePrivateFile } from './write-private-file.ts';

/** Settings that decide what is whose on AWS: another value next time would make everything anew, under other names. */
const REMEMBERED = [
  'TF_VAR_alarm_email',
  'TF_VAR_project',
  'TF_VAR_region',
  'TF_VAR_state_bucket',
  'TF_VAR_log_group',
  'TF_VAR_log_retention_days',
] as const;

/**
 * Writes to .env.local what Compose, and the next run, have to know.
 *
 * @param environment that terraform was run with
 * @returns the variables that it has written
 */
export async function writeLocalEnv(
  root: string,
  environment: Environment,
  { region }: MonitoringOutputs,
): Promise<Readonly<Record<string, string>>> {
  const text = await readLocalEnv(root);
  const own = { ...parseEnv(await readText(join(root, '.env'))), ...parseEnv(withoutBlock(text)) };
  const profiles = (own['COMPOSE_PROFILES'] ?? '').split(',').filter((name) => name !== '');
  const variables = {
    COMPOSE_PROFILES: [...new Set([...profiles, 'aws'])].join(','),
    AWS_REGION: region,
    REGPIPE_AWS_CREDENTIALS: `./${LOCAL_FILES.credentials}`,
    REGPIPE_CLOUDWATCH_AGENT_CONFIG: `./${LOCAL_FILES.agent}`,
  };
  const remembered = REMEMBERED.flatMap((name) => {
    const value = environment[name] ?? '';
    return value === '' ? [] : [[name, value] as const];
  });
  await writePrivateFile(
    localFile(root, 'env'),
    withBlock(text, { ...variables, ...Object.fromEntries(remembered) }),
  );
  return variables;
}

/** Whether this clone has been connected with AWS. */
export async function hasLocalEnv(root: string): Promise<boolean> {
  return hasBlock(await readLocalEnv(root));
}

/** Removes what writeLocalEnv has written, and the file where nothing else is in it. */
export async function removeLocalEnv(root: string): Promise<void> {
  const text = await readLocalEnv(root);
  if (!hasBlock(text)) return;
  const own = withoutBlock(text);
  const file = localFile(root, 'env');
  await (own.trim() === '' ? rm(file) : writePrivateFile(file, own));
}

function readLocalEnv(root: string): Promise<string> {
  return readText(localFile(root, 'env'));
}

async function readText(file: string): Promise<string> {
  return (await readIfThere(file)) ?? '';
}
