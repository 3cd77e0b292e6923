import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { testStack, type TestStack, until } from '@regpipe/testkit';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { type ConsoleRig, overflowOf, startConsoleRig } from './testing/console/console-rig.ts';
import { describeInBrowser } from './testing/console/describe-in-browser.ts';
import { FOREIGN_ROW, insertDroppedFiles } from './testing/console/dropped-files.ts';
import { findBarriers } from './testing/console/find-barriers.ts';

const USERS = Array.from({ length: 40 }, (_, index) => `u-${index + 1}`);
/** Of a file of 40 rows one whose user does not exist is tolerated. */
const FILE = ['ユーザーID,ログイン回数,投稿回数', ...USERS.map((user) => `${user},5,7`), ''].join('\n');

describeInBrowser('drops and notifications in a browser', (program) => {
  let stack: TestStack;
  let rig: ConsoleRig;
  let page: Page;

  beforeAll(async () => {
    stack = await testStack({
      replicas: { intake: 1, projector: 1, query: 1 },
      environment: { REGPIPE_DROP_SETTLE_MS: '50', REGPIPE_INTAKE_POLL_MS: '100' },
    });
    rig = await startConsoleRig(program, stack);
    // The last of them is missing, the first is inactive.
    await stack.database.pool.query(
      `INSERT INTO public.users (user_id, is_active) SELECT u, u <> 'u-1' FROM unnest($1::text[]) AS u`,
      [USERS.slice(0, -1)],
    );
    page = await rig.enter('/drops');
  });
  afterAll(async () => {
    await rig.close();
    await stack.close();
  });

  const heading = (text: string) => page.getByRole('heading', { level: 1, name: text }).waitFor();
  const go = (path: string) => page.goto(`${stack.apiUrl}${path}`);

  async function expectNoBarriers(path: string): Promise<void> {
    await go(path);
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

  test('a dropped file appears by itself, and its page tells its way, its counts and its rows', async () => {
    await page.getByText('No file has been dropped yet').waitFor();
    await page.getByText('REGPIPE_DROP_DIRECTORY').waitFor();
    const written = join(stack.directory, 'user-log.csv');
    await writeFile(written, FILE);
    await rename(written, join(stack.directory, 'drops', 'incoming', 'user-log.csv'));
    const row = page.getByRole('row', { name: /user-log/ });
    await row.getByText('success').waitFor();

    await row.getByRole('link', { name: 'user-log' }).click();
    await heading('user-log');
    await page.getByText('The file is merged, except for 1 of its rows.').waitFor();
    await page.getByText('Every record is accounted for.').waitFor({ state: 'attached' });
    await page.getByText('processed/user-log.csv').waitFor();
    const way = page.getByRole('region', { name: 'Its way' }).getByRole('listitem');
    await way.getByText('Ended').waitFor();
    expect(await way.allTextContents()).toEqual([
      expect.stringContaining('Received'),
      expect.stringMatching(/Started · job 1$/),
      expect.stringContaining('All of the file is loaded'),
      expect.stringContaining('Ended'),
    ]);
    const rows = page.getByRole('region', { name: 'What was found in its rows' }).first();
    await rows.getByRole('button', { name: 'Errors' }).click();
    await rows.getByRole('row', { name: /USER_NOT_FOUND u-40/ }).waitFor();
    expect(await rows.getByRole('link', { name: /as CSV/ }).getAttribute('href')).toBe(
      '/api/jobs/1/errors.csv',
    );

    await rows.getByRole('link', { name: 'See them by type' }).click();
    await heading('Job 1');
    await page.getByText('All of the file is merged into the live tables.').waitFor();
  });

  test('files that failed or wait say why, and what is in their rows is text', async () => {
    await insertDroppedFiles(stack.database, 1);
    await go('/drops?status=waiting');
    await page
      .getByRole('row', { name: /user-log-later/ })
      .getByText(/tried again in/)
      .waitFor();
    await page.getByRole('button', { name: 'Filter' }).waitFor();
    await page.locator('input[name=name]').fill('holi');
    await page.keyboard.press('Enter');
    await page.getByText('No dropped file fits').waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByRole('row', { name: /holiday.*failed.*none takes it/ }).waitFor();

    await page.getByRole('link', { name: 'user-log-bad' }).click();
    await page.getByText('Nothing of it was written.').first().waitFor();
    await page.getByText('in order, not written').waitFor();
    await page.getByText('Taken over from a process that fell silent').waitFor();
    const raw = await page.locator('.raw-record').first().textContent();
    expect(raw).toBe(FOREIGN_ROW.replace('\u202e', '\\u{202e}'));
    expect(await page.title()).toBe('user-log-bad · regpipe');
    for (const path of ['/drops', '/drops/2']) await expectNoBarriers(path);
  });

  test('a merged data set has no versions, but users to look up and files to start jobs from', async () => {
    await go('/publications?dataset=user-statistics');
    await page.getByText('This data set has no versions').waitFor();
    await page.getByRole('link', { name: 'Look at the data' }).click();
    await page.locator('input[name=user]').fill('u-2');
    await page.keyboard.press('Enter');
    await heading('User u-2');
    await page.getByText('Logins').waitFor();

    await go('/jobs/new?dataset=user-statistics');
    await page.getByRole('button', { name: 'Start' }).click();
    await page.getByText('Say which file to load.').waitFor();
    await go('/');
    await page.getByRole('region', { name: 'User statistics' }).getByText('Merged file by file').waitFor();
    await expectNoBarriers('/data?dataset=user-statistics');
  });

  test('notifications are looked up by user, campaign and failed transaction, and their tables are made anew', async () => {
    const record = (transaction_id: string, status: string, created_at: number) =>
      stack.request('POST', '/commands/notifications', {
        ...{ transaction_id, created_at, status, user_id: 'anna/1', marketing_id: 'spring', platform: 'IOS' },
        ...{ notification_title: `About ${transaction_id}`, device_token: 'secret', payload: {} },
        ...(status === 'FAILED' ? { error_msg: 'The token is no longer valid.' } : {}),
      });
    const times = Array.from({ length: 30 }, (_, index) => 1_770_000_000_000 + index * 1_000);
    await Promise.all(times.map((at, index) => record(`t-${index}`, index === 0 ? 'FAILED' : 'SENT', at)));

    await go('/notifications');
    await page.getByRole('button', { name: 'Look up' }).click();
    await page.getByText('Put in an ID of at least one character.').waitFor();
    await page.locator('input[name=id]').fill('anna/1');
    await page.keyboard.press('Enter');
    await until(async () => {
      await page.reload();
      await page.getByText('newest first').waitFor();
      return (await page.getByText('30 notifications, newest first').count()) === 1;
    }, 'all of them to be recorded');
    expect(page.url()).toBe(`${stack.apiUrl}/notifications?by=user&id=anna%2F1`);
    const rows = page.getByRole('region', { name: 'Sent to anna/1' }).getByRole('rowheader');
    expect(await rows.first().textContent()).toBe('About t-29');
    await page.getByRole('button', { name: 'Next page' }).click();
    await page
      .getByRole('row', { name: /About t-0/ })
      .getByText('failed')
      .waitFor();
    await page.goBack();
    await page
      .getByRole('row', { name: /About t-29/ })
      .getByRole('link', { name: 'spring' })
      .click();
    await page.getByRole('heading', { name: 'Campaign spring' }).waitFor();
    await page.getByLabel('Failed transaction').check();
    await page.locator('input[name=id]').fill('t-0');
    await page.keyboard.press('Enter');
    await page.getByText('The token is no longer valid.').waitFor();
    await go('/notifications?by=fail&id=t-1');
    await page.getByText('None found').waitFor();

    await page.getByRole('button', { name: 'Make them anew' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Make them anew' }).click();
    await page.getByText('The tables are being made anew.').waitFor();
    await page.getByRole('definition').filter({ hasText: /^2/ }).getByText('up to date').waitFor();
    await expectNoBarriers('/notifications?by=user&id=anna%2F1');
    await go('/queues');
    await page.getByRole('row', { name: /^COMMANDS/ }).waitFor();
  });

  test('no page has ever complained, and none has asked another host', () => {
    expect(rig.troubles.flatMap(({ errors }) => errors)).toEqual([]);
    expect(rig.troubles.flatMap(({ foreignRequests }) => foreignRequests)).toEqual([]);
  });
});
