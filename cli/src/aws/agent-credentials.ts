import { rm } from 'node:fs/promises';

import { CliError } from '../cli-error.ts';
import type { Messages } from '../messages/index.ts';
import { readIfThere } from '../read-if-there.ts';
import { localFile } from './local-files.ts';
import type { MonitoringOutputs } from './read-outputs.ts';
import { writePrivateFile } from './write-private-file.ts';

const MARK = '# Written by ./run setup.';
/** The agent looks for the first beyond AWS, and for the second within. */
const PROFILES = ['AmazonCloudWatchAgent', 'default'] as const;

/** Keys that somebody has put there by hand are not to be lost. @throws CliError CREDENTIALS_FOREIGN */
export async function refuseForeignCredentials(root: string, messages: Messages): Promise<void> {
  const file = localFile(root, 'credentials');
  const text = await readIfThere(file);
  if (text === undefined || text.startsWith(MARK)) return;
  const message = messages.aws.credentialsForeign(file);
  throw new CliError({ code: 'CREDENTIALS_FOREIGN', message, next: messages.aws.credentialsForeignNext });
}

/** For their owner, and the agent, only. */
export async function writeAgentCredentials(root: string, outputs: MonitoringOutputs): Promise<void> {
  const profiles = PROFILES.map((profile) =>
    [
      `[${profile}]`,
      `aws_access_key_id = ${outputs.accessKeyId}`,
      `aws_secret_access_key = ${outputs.secretAccessKey}`,
    ].join('\n'),
  );
  await writePrivateFile(localFile(root, 'credentials'), `${[MARK, ...profiles].join('\n\n')}\n`);
}

/** Ours alone. */
export async function removeAgentCredentials(root: string): Promise<void> {
  const file = localFile(root, 'credentials');
  if ((await readIfThere(file))?.startsWith(MARK) === true) await rm(file);
}
