import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, matchesGlob, relative } from 'node:path';

import { NATS_SERVICES } from '@regpipe/contracts';
import { expect, onTestFinished, test } from 'vitest';

import { composeLine } from './compose-line.ts';
import { FileSink } from './file/file-sink.ts';
import { filesBelow, linesBelow } from './testing/lines-below.ts';

interface Entry {
  readonly file_path: string;
  readonly log_group_name: string;
  readonly log_stream_name: string;
  readonly timestamp_format: string;
  readonly timezone: string;
  readonly retention_in_days: number;
}

const path = new URL('../../../ops/cloudwatch/amazon-cloudwatch-agent.json', import.meta.url);
const entries = (
  JSON.parse(readFileSync(path, 'utf8')) as {
    logs: { logs_collected: { files: { collect_list: readonly Entry[] } } };
  }
).logs.logs_collected.files.collect_list;

/** Where containers have their volume. */
const DIRECTORY = '/var/log/regpipe';

/** What the agent makes of a format: the first text of a line that looks like it, read in the time zone. */
const CODES: Readonly<Record<string, string>> = {
  '%Y': '(?<year>\\d{4})',
  '%m': '(?<month>\\s{0,1}\\d{1,2})',
  '%d': '(?<day>\\s{0,1}\\d{1,2})',
  '%H': '(?<hour>\\d{2})',
  '%M': '(?<minute>\\d{2})',
  '%S': '(?<second>\\d{2})',
  '%f': '(?<fraction>\\d{1,9})',
};

function readTimestamp(format: string, line: string): number {
  const pattern = format.replaceAll('.', '\\.').replaceAll(/%./g, (code) => CODES[code] ?? `no ${code}`);
  const found = new RegExp(pattern).exec(line)?.groups ?? {};
  const { year, month, day, hour, minute, second, fraction = '' } = found;
  const [y = 0, m = 0, ...rest] = [year, month, day, hour, minute, second].map(Number);
  return Date.UTC(y, m - 1, ...rest) + Number(`${fraction}000`.slice(0, 3));
}

test.each(NATS_SERVICES)(
  'what the %s writes is collected once, with the moment of each line',
  async (service) => {
    const directory = await mkdtemp(join(tmpdir(), 'regpipe-logs-'));
    onTestFinished(() => rm(directory, { recursive: true }));
    const file = join(directory, 'etl.log');
    const sink = new FileSink({ service, file, fileBytes: 1_000, files: 2, pauseMs: 1 }, () => undefined);
    await sink.open();
    const moment = new Date('2026-11-21T16:40:00.007Z');
    const fields = { note: 'not 2001-01-01T00:00:00.000+00:00' };
    sink.add(composeLine({ level: 'INFO', name: service, event: 'said', message: 'x', fields }, moment));
    await sink.close();

    const [written = ''] = await filesBelow(directory);
    const inContainer = join(DIRECTORY, relative(directory, written));
    const collecting = entries.filter((entry) => matchesGlob(inContainer, entry.file_path));
    expect(collecting).toMatchObject([
      { log_group_name: '/docker/etl', log_stream_name: 'file', timezone: 'UTC', retention_in_days: 3 },
    ]);
    const [line = ''] = await linesBelow(directory);
    expect(readTimestamp(collecting[0]?.timestamp_format ?? '', line)).toBe(+moment);
  },
);
