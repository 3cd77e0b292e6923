import type { Job } from '@regpipe/contracts';
import { testStack, type TestStack, until } from '@regpipe/testkit';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { type ConsoleRig, overflowOf, startConsoleRig } from './testing/console/console-rig.ts';
import { describeInBrowser } from './testing/console/describe-in-browser.ts';
import { findBarriers } from './testing/console/find-barriers.ts';
import { ended } from './testing/job-report.ts';
import { startPacedSource } from './testing/paced-source.ts';
import { poison } from './testing/poison.ts';
import { type SampleFile, sampleFile } from './testing/sample-file.ts';

describeInBrowser('schedules and queues in a browser', (program) => {
  let stack: TestStack;
  let sample: SampleFile;
  let rig: ConsoleRig;
  let page: Page;

  beforeAll(async () => {
    stack = await testStack();
    [sample, rig] = await Promise.all([
      sampleFile(stack, { rows: 600, seed: 29 }),
      startConsoleRig(program, stack),
    ]);
    page = await rig.enter('/schedules');
  });
  afterAll(async () => {
    await rig.close();
    await stack.close();
  });

  const heading = (text: string) => page.getByRole('heading', { level: 1, name: text }).waitFor();

  async function expectNoBarriers(path: string): Promise<void> {
    await page.goto(`${stack.apiUrl}${path}`);
    await until(async () => (await page.locator('main#content .loading').count()) === 0, 'the page');
    await page.emulateMedia({ colorScheme: 'light' });
    const light = await findBarriers(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    const dark = await findBarriers(page, 'contrast');
    expect([path, light, dark]).toEqual([path, [], []]);
    await page.setViewportSize({ width: 390, height: 844 });
    expect([path, await overflowOf(page)]).toEqual([path, 0]);
    await page.setViewportSize({ width: 1280, height: 900 });
  }

  /** A job of which one chunk has failed every delivery. */
  async function publishPartly(): Promise<Job> {
    const source = await startPacedSource({ bytes: sample.bytes });
    source.holdAt(1_000);
    const { id } = await stack.start({ source: source.url, chunkSize: 100, accept: true, force: true });
    const { rows } = await stack.database.pool.query<{ ban: string }>(
      'SELECT ban FROM public.tax_registration ORDER BY ban LIMIT 1',
    );
    const poisoning = await poison(stack, `tax_registration_v${id}`, rows[0]?.ban ?? '');
    source.release();
    const job = await ended(stack, id);
    await poisoning.remove();
    await source.close();
    return job;
  }

  test('a schedule is made with its next runs in sight, run by hand, paused, changed and removed', async () => {
    await page.getByText('No schedule yet').waitFor();
    await page.getByRole('button', { name: 'Make a schedule' }).click();
    await heading('Make a schedule');
    const preview = page.getByRole('region', { name: 'Its next runs' });
    await preview.getByText('Times of Asia/Taipei').waitFor();
    await expect.poll(() => preview.getByRole('listitem').count()).toBe(5);
    expect(await preview.getByRole('listitem').allTextContents()).toEqual(
      Array.from({ length: 5 }, () => expect.stringContaining(', 02:00 ') as string),
    );
    await page.locator('input[name=cron]').fill('0 25 * * *');
    await preview.getByText(/cron/).first().waitFor();

    await page.getByRole('button', { name: 'Dry run, every minute, five times' }).click();
    await page.locator('input[name=name]').fill('Probe');
    await page.getByRole('button', { name: 'Set the schedule' }).click();
    await page.getByText('Up to 63 small letters').waitFor();
    await page.locator('input[name=name]').fill('probe');
    await page.locator('input[name=minutes]').fill('90');
    await page.locator('input[name=source]').fill(sample.path);
    await page.getByRole('button', { name: 'Set the schedule' }).click();
    await heading('probe');
    await page.getByText('every 90 minutes').waitFor();
    await page.getByText('0 of 5').waitFor();

    await page.getByRole('button', { name: 'Run now' }).click();
    const dialog = page.getByRole('dialog', { name: 'Run probe now?' });
    await dialog.getByRole('button', { name: 'Run now' }).click();
    await page.getByRole('status').getByText('probe has started job 1.').waitFor();
    await page.getByText('By hand').waitFor();
    await stack.reach(1, 'success');

    await page.getByRole('button', { name: 'Pause' }).click();
    await page.locator('.page-title .badge').getByText('Paused').waitFor();
    await page.getByRole('button', { name: 'Change' }).click();
    await heading('Change probe');
    expect(await page.locator('input[name=source]').inputValue()).toBe(sample.path);
    await page.getByLabel('Its clock runs').check();
    await page.locator('input[name=repeats]').fill('');
    await page.getByRole('button', { name: 'Set the schedule' }).click();
    await heading('probe');
    await page.getByText('0, without end').waitFor();

    await page.getByRole('link', { name: 'Schedules', exact: true }).click();
    await page.getByRole('row', { name: /probe/ }).getByText('every 90 minutes').waitFor();
    await expectNoBarriers('/schedules');
    await expectNoBarriers('/schedules/probe');
    await expectNoBarriers('/set-schedule?name=probe');

    await page.goto(`${stack.apiUrl}/schedules/probe`);
    await page.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText('No schedule yet').waitFor();
  });

  test('dead letters are seen with their reason, and driven again', async () => {
    const { id: first } = await stack.start({ source: sample.path });
    await stack.reach(first, 'success');
    const job = await publishPartly();
    expect(job).toMatchObject({ status: 'partial' });
    await expectNoBarriers('/queues');

    await page.getByRole('row', { name: /^RAW/ }).waitFor();
    await page.getByRole('row', { name: /^transformer/ }).waitFor();
    const dead = page.getByRole('region', { name: 'Dead letters' }).first();
    await dead.getByText('poison').first().waitFor();
    await dead.getByRole('button', { name: 'Redrive the job' }).click();
    const dialog = page.getByRole('dialog', { name: `Redrive job ${job.id}?` });
    await dialog.getByRole('button', { name: 'Redrive the job' }).click();
    await page.getByRole('status').getByText(`Job ${job.id} is being repaired.`).waitFor();
    await stack.reach(job.id, 'success');
    await page.getByText('No dead letter').waitFor();
  });

  test('no page has ever complained, and none has asked another host', () => {
    expect(rig.troubles.flatMap(({ errors }) => errors)).toEqual([]);
    expect(rig.troubles.flatMap(({ foreignRequests }) => foreignRequests)).toEqual([]);
  });
});
