import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { CommandLine } from './command-line.ts';
import { compare } from './modes/compare.ts';
import { measureDrops } from './modes/drops.ts';
import { measureGrowth } from './modes/growth.ts';
import type { ModeOptions } from './modes/mode.ts';
import { measureNotifications } from './modes/notifications.ts';
import { measureReplicas } from './modes/replicas.ts';
import { measureServing } from './modes/serving.ts';
import { measureSmall } from './modes/small.ts';
import { comparisonSection } from './report/comparison-section.ts';
import { dropsSection } from './report/drops-section.ts';
import { memorySvg } from './report/memory-svg.ts';
import { notificationsSection } from './report/notifications-section.ts';
import { notificationsSvg } from './report/notifications-svg.ts';
import { growthSection, replicasSection, servingSection, smallSection } from './report/other-sections.ts';
import { stagesSvg } from './report/stages-svg.ts';
import { type Documents, writeResult } from './report/write-results.ts';

export interface Measured {
  readonly result: Documents[keyof Documents];
  /** The same for reading: Markdown. */
  readonly text: string;
}

/** Measures what the command line asks for, and writes the results. */
export async function runMode(line: CommandLine, options: ModeOptions): Promise<Measured> {
  const { rows, largeRows, rounds, most, ways } = line;
  const { resultsDirectory } = options;
  const keep = async <N extends keyof Documents>(
    name: N,
    result: Documents[N],
    section: (result: Documents[N]) => string,
  ): Promise<Measured> => {
    // One way alone says nothing about the others: what they took the last time stays.
    if (!line.only) await writeResult(resultsDirectory, name, result);
    return { result, text: section(result) };
  };
  switch (line.mode) {
    case 'growth':
      return keep('growth', await measureGrowth({ ...options, rows, largeRows, rounds }), growthSection);
    case 'replicas':
      return keep('replicas', await measureReplicas({ ...options, rows, rounds, most }), replicasSection);
    case 'serving':
      return keep('serving', await measureServing({ ...options, rows }), servingSection);
    case 'small':
      return keep('small', await measureSmall({ ...options, rows, times: rounds }), smallSection);
    case 'drops':
      return keep('drops', await measureDrops({ ...options, rows, rounds }), dropsSection);
    case 'notifications': {
      const { records, perSecond, seconds } = line;
      const measured = await measureNotifications({ ...options, records, perSecond, seconds });
      const kept = await keep('notifications', measured.result, notificationsSection);
      await writeFile(join(resultsDirectory, 'notifications.svg'), notificationsSvg(measured));
      return kept;
    }
    case 'compare': {
      const { result, memory } = await compare({ ...options, rows, rounds, ways });
      const measured = await keep('latest', result, comparisonSection);
      if (!line.only) {
        await writeFile(join(resultsDirectory, 'stages.svg'), stagesSvg(result));
        await writeFile(join(resultsDirectory, 'memory.svg'), memorySvg(memory, rows));
      }
      return measured;
    }
  }
}
