import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Job } from '@regpipe/contracts';
import { testStack, type TestStack, until } from '@regpipe/testkit';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';

import { type ConsoleRig, overflowOf, signIn, startConsoleRig } from './testing/console/console-rig.ts';
import { describeInBrowser } from './testing/console/describe-in-browser.ts';
import { findBarriers } from './testing/console/find-barriers.ts';
import { record } from './testing/hand-made.ts';
import { runJob } from './testing/job-report.ts';
import { startPacedSource } from './testing/paced-source.ts';
import { type SampleFile, sampleFile } from './testing/sample-file.ts';

/** A record whose number is none, and whose name a page must not take for more than text. */
const NO_BAN = '1234567X';
const MARKUP = '<img src=x onerror=document.title=1>';
const FOREIGN = record('臺北市', NO_BAN, '', `${MARKUP}\u202e`);

describeInBrowser('the console in a browser', (program) => {
  let stack: TestStack;
  let sample: SampleFile;
  let rig: ConsoleRig;
  /** A job that has ended well, with rejects of every kind. */
  let done: Job;

  beforeAll(async () => {
    stack = await testStack();
    [sample, rig] = await Promise.all([
      sampleFile(stack, { rows: 3_000, seed: 17 }),
      startConsoleRig(program, stack),
    ]);
    const path = join(stack.directory, 'foreign.csv');
    // Behind the header and the date line: the first of its kind.
    const lines = sample.bytes.toString('latin1').split('\n');
    const foreign = Buffer.from(FOREIGN).toString('latin1');
    await writeFile(path, [...lines.slice(0, 2), foreign, ...lines.slice(2)].join('\n'), 'latin1');
    done = await runJob(stack, { source: path, chunkSize: 200 });
  });
  afterAll(async () => {
    await rig.close();
    await stack.close();
  });

  /** A job whose source stops in the middle. It is cancelled when the test ends. */
  async function startHeldJob(): Promise<Job> {
    const source = await startPacedSource({ bytes: sample.bytes });
    source.holdAt(sample.bytes.length / 2);
    const job = await stack.start({ source: source.url, chunkSize: 200, force: true });
    onTestFinished(async () => {
      await stack.request('POST', `/api/jobs/${job.id}/cancel`);
      await source.close();
    });
    return job;
  }

  const state = (page: Page) => page.locator('.page-title .badge');
  const press = async (page: Page, ...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const focused = (page: Page) => page.evaluate<string>('document.activeElement?.textContent?.trim() ?? ""');

  test('a wrong token is refused with what to do, a right one leads to the page that was asked for', async () => {
    const page = await rig.open(`/jobs/${done.id}`);
    await page.keyboard.type('rp_not-a-token-at-all');
    await press(page, 'Enter');
    const refusal = page.getByRole('alert');
    await refusal.getByText('Next step: Sign in with a token that is valid').waitFor();
    // The wrong one is selected, so that typing replaces it.
    await page.keyboard.type(stack.apiToken);
    await press(page, 'Enter');
    await page.getByRole('heading', { level: 1, name: `Job ${done.id}` }).waitFor();
    expect(await page.title()).toBe(`Job ${done.id} · regpipe`);
    const cookies = await page.context().cookies();
    expect(cookies).toMatchObject([{ name: 'regpipe_session', httpOnly: true, sameSite: 'Strict' }]);
    expect(await page.evaluate('JSON.stringify(localStorage)')).not.toContain(stack.apiToken);

    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.locator('input[name=token]').waitFor();
  });

  test('with the keyboard alone a job is started, asked for again, and watched to its end', async () => {
    const page = await rig.enter('/');
    await page.getByRole('button', { name: 'Start a job' }).waitFor();
    await press(page, 'Tab');
    expect(await focused(page)).toBe('Skip to the content');
    await press(page, 'Enter', 'Tab');
    expect(await focused(page)).toBe('Start a job');
    await press(page, 'Enter');
    await page.getByRole('heading', { level: 1, name: 'Start a job' }).waitFor();
    expect(await focused(page)).toBe('Start a job');

    await page.locator('input[name=source]').waitFor();
    // Data set, mode, source, limit.
    await press(page, 'Tab', 'Tab', 'Tab');
    await page.keyboard.type(sample.path);
    await press(page, 'Tab');
    await page.keyboard.type('none');
    await press(page, 'Enter');
    await page.getByText('A whole number above 0, or nothing.').waitFor();
    await press(page, 'Control+A');
    await page.keyboard.type('2000');
    await press(page, 'Enter');
    const dialog = page.getByRole('dialog', { name: 'Start a full job?' });
    await dialog.getByText(`version ${done.id}`).waitFor();
    await dialog.getByText('Only the first 2,000 records will be in it.').waitFor();
    await press(page, 'Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await page.evaluate('document.activeElement.name')).toBe('limit');

    await press(page, 'Enter');
    await dialog.waitFor();
    // Round and round within the dialog: whatever comes before it, its last button is the one that starts.
    await press(page, 'Shift+Tab');
    await until(async () => {
      if ((await focused(page)) === 'Start the job') return true;
      await press(page, 'Tab');
      return false;
    }, 'the button to have the focus');
    await press(page, 'Enter');
    await page.getByRole('heading', { level: 1, name: `Job ${done.id + 1}` }).waitFor();
    await state(page).getByText('success').waitFor();
    await page.getByText(`Published as version ${done.id + 1}.`).waitFor();
    await page.getByText('Limited to the first 2,000 records').waitFor();
    await page.getByText('Every record is accounted for.').waitFor({ state: 'attached' });
    expect(await page.locator('.progress-done').count()).toBe(4);
    await page.context().close();
  });

  test('rejected records show their text with the fault marked, and nothing in them is markup', async () => {
    const page = await rig.enter(`/jobs/${done.id}`);
    const section = page.getByRole('region', { name: 'Rejected records' });
    await section.getByRole('button', { name: /^INVALID_BAN/ }).click();
    await until(async () => {
      const types = await section.locator('.reject-type').allTextContents();
      return types.length > 0 && types.every((type) => type === 'INVALID_BAN');
    }, 'only one type to be shown');
    const text = section.locator('.raw-record').first();
    await text.getByText(MARKUP).waitFor();
    expect(await text.locator('mark').innerText()).toContain(NO_BAN);
    expect(await text.locator('.control-character').allTextContents()).toEqual(['\\u{202e}']);
    expect(await page.locator('main img').count()).toBe(0);

    const download = page.waitForEvent('download');
    await section.getByRole('link', { name: 'Download all as CSV' }).click();
    expect((await download).suggestedFilename()).toBe(`job-${done.id}-errors.csv`);
    await page.context().close();
  });

  test('a running job is live: it survives a lost gateway, and is cancelled after a question', async () => {
    const job = await startHeldJob();
    const page = await rig.enter(`/jobs/${job.id}`);
    await state(page).getByText('running').waitFor();
    await page.locator('.chunk-loaded').first().waitFor();
    const [gateway] = stack.of('gateway');
    await gateway?.kill();
    await page.getByText('The connection to the gateway is lost').waitFor();
    await gateway?.start();
    await page.getByText('The connection to the gateway is lost').waitFor({ state: 'detached' });

    await page.getByRole('button', { name: 'Cancel job' }).click();
    const dialog = page.getByRole('dialog', { name: `Cancel job ${job.id}?` });
    await dialog.getByText('What is published stays as it is').waitFor();
    await dialog.getByRole('button', { name: 'Cancel job' }).click();
    await state(page).getByText('cancelled').waitFor();
    await page.getByRole('status').getByText(`Job ${job.id} is cancelled.`).waitFor();
    expect(await stack.job(job.id)).toMatchObject({ status: 'cancelled' });
    await page.context().close();
  });

  test('language and theme are those of the browser, until others are chosen, which it remembers', async () => {
    const page = await rig.enter('/jobs', { locale: 'zh-TW', colorScheme: 'dark' });
    const look = () => page.evaluate<string>('getComputedStyle(document.documentElement).backgroundColor');
    await page.getByRole('heading', { level: 1, name: '作業' }).waitFor();
    expect(await page.evaluate('document.documentElement.lang')).toBe('zh-TW');
    const dark = await look();
    await page.getByLabel('主題').selectOption('light');
    await page.getByLabel('語言').selectOption('en');
    await page.getByRole('heading', { level: 1, name: 'Jobs' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Jobs' }).waitFor();
    expect(await page.title()).toBe('Jobs · regpipe');
    expect(await look()).not.toBe(dark);
    await page.context().close();
  });

  test('who may only read sees no button that would be refused', async () => {
    const made = await stack.request('POST', '/api/tokens', { name: 'reader', role: 'viewer' });
    const { token } = (await made.json()) as { token: string };
    const page = await rig.enter(`/jobs/${done.id}`, { token });
    await state(page).waitFor();
    for (const path of [`/jobs/${done.id}`, '/jobs', '/', '/jobs/new']) {
      await page.goto(`${stack.apiUrl}${path}`);
      await page.locator('main#content .card').first().waitFor();
      expect(await page.getByRole('button', { name: /Start|Cancel|Resume|Send dead/ }).count()).toBe(0);
    }
    await page.getByText('Your token may read only.').waitFor();
    await page.context().close();
  });

  test('nothing keeps anybody from using a page, in either theme, wide or narrow', async () => {
    const job = await startHeldJob();
    const page = await rig.open('/');
    await page.locator('input[name=token]').waitFor();
    const barriers = async () => {
      await page.emulateMedia({ colorScheme: 'light' });
      const light = await findBarriers(page);
      await page.emulateMedia({ colorScheme: 'dark' });
      return [...light, ...(await findBarriers(page, 'contrast'))];
    };
    expect(await barriers()).toEqual([]);
    await signIn(page, stack.apiToken);
    const lists = ['/', '/jobs', '/jobs?status=partial', '/jobs/new', '/none'];
    for (const path of [...lists, `/jobs/${done.id}`, `/jobs/${job.id}`]) {
      await page.setViewportSize({ width: 1280, height: 900 });
      await page.goto(`${stack.apiUrl}${path}`);
      await page.locator('main#content h1').waitFor();
      await until(async () => (await page.locator('main#content .loading').count()) === 0, 'the page');
      expect([path, await barriers()]).toEqual([path, []]);
      await page.setViewportSize({ width: 390, height: 844 });
      expect([path, await overflowOf(page)]).toEqual([path, 0]);
    }
    await page.context().close();
  });

  test('no page has ever complained, and none has asked another host', () => {
    expect(rig.troubles.length).toBeGreaterThan(5);
    expect(rig.troubles.flatMap(({ errors }) => errors)).toEqual([]);
    expect(rig.troubles.flatMap(({ foreignRequests }) => foreignRequests)).toEqual([]);
  });
});
