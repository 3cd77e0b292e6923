import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type {
  ComparisonResult,
  DropsResult,
  GrowthResult,
  NotificationsResult,
  ReplicasResult,
  ServingResult,
  SmallResult,
} from '../results.ts';
import { comparisonSection } from './comparison-section.ts';
import { dropsSection } from './drops-section.ts';
import { notificationsSection } from './notifications-section.ts';
import { growthSection, replicasSection, servingSection, smallSection } from './other-sections.ts';

/** Every document that there may be in the results, by the name of its file. */
export interface Documents {
  latest: ComparisonResult;
  growth: GrowthResult;
  replicas: ReplicasResult;
  serving: ServingResult;
  small: SmallResult;
  notifications: NotificationsResult;
  drops: DropsResult;
}

/** Writes one document, and `latest.md` anew from all that are there. */
export async function writeResult<N extends keyof Documents>(
  directory: string,
  name: N,
  result: Documents[N],
): Promise<void> {
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, `${name}.json`), `${JSON.stringify(result, null, 2)}\n`);
  await writeFile(join(directory, 'latest.md'), await report(directory));
}

async function report(directory: string): Promise<string> {
  const read = async <N extends keyof Documents>(
    name: N,
    section: (result: Documents[N]) => string,
  ): Promise<string[]> => {
    const text = await readFile(join(directory, `${name}.json`), 'utf8').catch(() => undefined);
    return text === undefined ? [] : [section(JSON.parse(text) as Documents[N])];
  };
  const sections = [
    ...(await read('latest', comparisonSection)),
    ...(await read('growth', growthSection)),
    ...(await read('replicas', replicasSection)),
    ...(await read('serving', servingSection)),
    ...(await read('small', smallSection)),
    ...(await read('notifications', notificationsSection)),
    ...(await read('drops', dropsSection)),
  ];
  return ['# How fast regpipe is\n', 'Written by `./run bench`.\n', ...sections].join('\n');
}
