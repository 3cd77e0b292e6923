import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { z } from 'zod';

import { localFile } from './local-files.ts';
import { writePrivateFile } from './write-private-file.ts';

/** What is not named here stays as it is. */
const settingsSchema = z.looseObject({
  logs: z.looseObject({
    logs_collected: z.looseObject({
      files: z.looseObject({ collect_list: z.array(z.looseObject({ log_group_name: z.string() })) }),
    }),
  }),
});

/**
 * Writes the agent's settings for the log group that there is: those of the repository, with its name. How long lines are
 * kept is for the group itself to say, and no right of the agent's user.
 */
export async function writeAgentSettings(root: string, logGroup: string): Promise<void> {
  const source = join(root, 'ops/cloudwatch/amazon-cloudwatch-agent.json');
  const settings = settingsSchema.parse(JSON.parse(await readFile(source, 'utf8')));
  const { files } = settings.logs.logs_collected;
  files.collect_list = files.collect_list.map(({ retention_in_days: _kept, ...entry }) => ({
    ...entry,
    log_group_name: logGroup,
  }));
  await writePrivateFile(localFile(root, 'agent'), `${JSON.stringify(settings, null, 2)}\n`);
}
