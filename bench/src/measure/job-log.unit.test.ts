import { expect, test } from 'vitest';

import { JobLog, stagesOf } from './job-log.ts';

const START = Date.parse('2026-05-09T00:00:00.000Z');

function logged(atMs: number, event: string, step?: string): string {
  return JSON.stringify({ timestamp: new Date(START + atMs).toISOString(), event, job_run_id: 7, step });
}

test('stages follow each other and add up to the whole', () => {
  const log = new JobLog();
  const lines = [
    logged(900, 'batch_completed'),
    logged(400, 'batch_completed'),
    logged(1_000, 'publication_step', 'duplicates'),
    logged(1_500, 'publication_step', 'swap'),
    logged(1_600, 'publication_ended'),
    logged(5_000, 'search_ready'),
  ];
  lines.forEach(log.note);
  const stages = stagesOf(log.of(7), START, START + 1_700);
  expect(stages).toEqual([
    { name: 'until the first chunk is loaded', seconds: 0.4 },
    { name: 'load', seconds: 0.5 },
    { name: 'all loaded, until publishing starts', seconds: 0.1 },
    { name: 'publish: duplicates', seconds: 0.5 },
    { name: 'publish: swap', seconds: 0.1 },
    { name: 'published, until the client knows', seconds: 0.1 },
  ]);
});

test('a job of which nothing was logged is one stage', () => {
  const stages = stagesOf(new JobLog().of(1), START, START + 2_000);
  expect(stages).toEqual([{ name: 'until the first chunk is loaded', seconds: 2 }]);
});
