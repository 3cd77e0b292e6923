import type { DropsResult } from '../results.ts';
import { measured } from './comparison-section.ts';
import { count, seconds, times } from './markdown.ts';

export function dropsSection(result: DropsResult): string {
  const { rows, source_bytes: bytes, rounds, most_seconds: most } = result;
  return [
    '## A dropped file\n',
    `${measured(result)}\n`,
    `${count(rows)} rows of user statistics, ${(bytes / 1e6).toFixed(1)} MB, ${rounds.length} round(s); medians. From the ` +
      `folder for dropped files until it lies in \`processed/\`: ${seconds(result.seconds)} (limit ${most / 60} minutes: ` +
      `${result.within_limits ? 'within' : '**beyond**'}), ${seconds(result.notice_seconds)} of that until it is noticed ` +
      `and has settled. By hand, \`psql \\copy\` into a temporary table and ` +
      `\`INSERT … ON CONFLICT\`: ${seconds(result.reference_seconds)}; ${times(result.ratio)} times as long. What the ` +
      'difference buys: the file is noticed by itself, validated as a whole before anything is written, every row ' +
      'is accounted for, the report is written and the file moved away.\n',
  ].join('\n');
}
