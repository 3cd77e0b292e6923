import type { Publication } from '@regpipe/contracts';
import { testStack, type TestStack, until } from '@regpipe/testkit';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { type ConsoleRig, overflowOf, startConsoleRig } from './testing/console/console-rig.ts';
import { describeInBrowser } from './testing/console/describe-in-browser.ts';
import { findBarriers } from './testing/console/find-barriers.ts';
import { getJson, runJob } from './testing/job-report.ts';
import { sampleFile } from './testing/sample-file.ts';

describeInBrowser('the data and its publications in a browser', (program) => {
  let stack: TestStack;
  let rig: ConsoleRig;
  let page: Page;
  /** Versions that were published, oldest first. */
  const versions: number[] = [];

  beforeAll(async () => {
    [stack, rig] = await startBoth();
  });
  afterAll(async () => {
    await rig.close();
    await stack.close();
  });

  async function startBoth(): Promise<[TestStack, ConsoleRig]> {
    const started = await testStack();
    return [started, await startConsoleRig(program, started)];
  }

  async function publish(rows: number): Promise<void> {
    const sample = await sampleFile(stack, { rows, seed: 23 });
    const { publication } = await runJob(stack, { source: sample.path });
    versions.push(publication?.version ?? 0);
    await until(async () => (await live()).search_ready, 'the search indexes');
  }

  async function live(): Promise<Publication> {
    return (await getJson<{ live: Publication }>(stack, '/api/datasets/tax-registration')).live;
  }

  async function select<T extends object>(sql: string): Promise<T> {
    const { rows } = await stack.database.pool.query<T>(sql);
    const [row] = rows;
    if (row === undefined) throw new Error('The sample holds nothing of the kind.');
    return row;
  }

  /** By hand what the console tells. */
  function countChanges(from: number, to: number) {
    const versionOf = (version: number) =>
      `(SELECT ban, to_jsonb(t) - 'created_at' - 'updated_at' - 'source_line' AS row
            FROM regpipe.tax_registration_v${version} t)`;
    return select<Record<'added' | 'removed' | 'changed', number>>(
      `SELECT count(*) FILTER (WHERE b.ban IS NULL) AS added, count(*) FILTER (WHERE a.ban IS NULL) AS removed,
                count(*) FILTER (WHERE a.row <> b.row) AS changed
           FROM ${versionOf(from)} b FULL JOIN ${versionOf(to)} a USING (ban)`,
    );
  }

  const visit = (path: string) => page.goto(`${stack.apiUrl}${path}`);
  const query = () => Object.fromEntries(new URL(page.url()).searchParams);
  const part = (title: string) => page.getByRole('region', { name: title, exact: true }).first();
  const table = (caption: string) => page.getByRole('table', { name: caption, exact: true });
  /** Of the businesses that are shown, at least one. */
  const shownNames = async () => {
    await table('Businesses').locator('tbody th').first().waitFor();
    return table('Businesses').locator('tbody th').allTextContents();
  };
  const heading = (title: string) => page.getByRole('heading', { level: 1, name: title, exact: true });

  test('before anything is published both pages say how to start a job', async () => {
    page = await rig.enter('/data');
    for (const path of ['/data', '/publications']) {
      await visit(path);
      await page.getByText('Nothing is published yet').waitFor();
      const start = page.getByRole('button', { name: 'Start a job' });
      expect(await start.getAttribute('href')).toBe('/jobs/new?dataset=tax-registration');
    }
  });

  test('a business is found by a part of its name, which is sent when all of it is typed', async () => {
    await publish(2_000);
    const { ban, business_name: wanted } = await select<{ ban: string; business_name: string }>(
      `SELECT ban, business_name FROM public.tax_registration
          WHERE business_type = '獨資' AND business_name !~ '[,"]' ORDER BY length(business_name) DESC, ban LIMIT 1`,
    );
    await visit('/data');
    await page.getByText('Search indexes ready').waitFor();
    await shownNames();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    const field = page.getByRole('searchbox', { name: 'Number or name' });
    await field.pressSequentially(` ${wanted} `);
    expect(asked).toEqual([]);
    await field.press('Enter');
    await part('Businesses found').getByRole('link', { name: wanted }).first().waitFor();
    expect(query()).toEqual({ name: wanted });
    expect(await shownNames()).toSatisfy((found: string[]) => found.every((one) => one.includes(wanted)));

    await part('Businesses found').getByRole('link', { name: wanted }).first().click();
    await heading(wanted).waitFor();
    await page.goBack();
    await part('Businesses found').waitFor();
    expect(await field.inputValue()).toBe(wanted);

    // The number, as it comes out of a Chinese keyboard.
    const fullWidth = ban.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
    await field.fill(fullWidth);
    await page.getByRole('button', { name: 'Search' }).click();
    await page.waitForURL(`**/data/${ban}`);
  });

  test('a record shows its facts, and leads to its branches and from them back', async () => {
    const company = await select<{ ban: string; business_name: string; capital_amount: number }>(
      `SELECT ban, business_name, capital_amount FROM public.tax_registration h
          WHERE business_type <> '分公司' AND business_name !~ '[,"]'
            AND (SELECT count(*) FROM public.tax_registration WHERE headquarters_ban = h.ban) BETWEEN 1 AND 20 LIMIT 1`,
    );
    await visit(`/data/${company.ban}`);
    await heading(company.business_name).waitFor();
    const facts = part('Facts');
    await facts.getByText(`NT$ ${company.capital_amount.toLocaleString('en-GB')}`).waitFor();
    await facts.getByText(/^\d{1,2} \w{3,4} \d{4} \(ROC \d{2,3}-\d\d-\d\d\)$/).waitFor();
    await facts.getByText('none: it is no branch').waitFor();
    await part('Branches').locator('tbody a').first().click();
    const back = part('Facts').getByRole('link', { name: company.ban });
    await back.getByText(company.business_name).waitFor();
    await back.click();
    await heading(company.business_name).waitFor();

    const industry = part('Industries').locator('tbody a').first();
    const code = (await industry.textContent()) ?? '';
    await industry.click();
    await page.waitForURL(`**/data?industry=${code}`);

    await visit('/data/99999999');
    await page.getByText('No business has the number 99999999').waitFor();
    await visit('/data/12');
    await page.getByText('“12” is none.').waitFor();
  });

  test("a click on a chart, or in its table, filters; the address holds it and the browser's button takes it back", async () => {
    await visit('/data');
    const cities = part('Cities and counties');
    await cities.getByText('Show the numbers as a table').click();
    await cities.getByRole('link', { name: '臺北市' }).click();
    await part('Businesses found').locator('tbody tr').first().waitFor();
    expect(query()).toEqual({ city: '臺北市' });
    // What was clicked on has moved down: the list has the focus.
    expect(await page.evaluate('document.activeElement.textContent')).toContain('Businesses found');
    const addresses = await table('Businesses')
      .locator('tbody td')
      .filter({ hasText: /[市縣]/ })
      .allTextContents();
    expect(addresses.length).toBe(25);
    expect(addresses.filter((address) => !/^[臺台]北市/.test(address))).toEqual([]);

    const industries = part('Industries with most businesses').locator('canvas');
    await industries.click({ position: { x: 400, y: 20 } });
    await page.waitForURL(/industry=/);
    const { industry = '', ...rest } = query();
    expect([industry, rest]).toEqual([expect.stringMatching(/^\d{6}$/), { city: '臺北市' }]);
    await page.getByRole('link', { name: `Remove the filter: Industry ${industry}` }).waitFor();
    await page.goBack();
    await page.getByRole('link', { name: /^Remove the filter: Industry/ }).waitFor({ state: 'detached' });
    expect(query()).toEqual({ city: '臺北市' });
    await page.getByRole('link', { name: 'Remove the filter: Address 臺北市' }).click();

    await part('All businesses').getByRole('button', { name: 'Next page' }).click();
    await page.waitForURL(/after=\d{8}/);
    await part('All businesses').getByRole('button', { name: 'Previous page' }).click();
    await page.waitForURL('**/data');
  });

  test('an answer that comes too late does not take the place of a newer one', async () => {
    const held = Promise.withResolvers<void>();
    await page.route(/api\/registrations\?name=slow/, async (route) => {
      await held.promise;
      await route.fulfill({ json: { items: [], next_cursor: null } }).catch(() => {});
    });
    const field = page.getByRole('searchbox', { name: 'Number or name' });
    await field.fill('slow');
    await field.press('Enter');
    await page.waitForURL(/name=slow/);
    await field.fill('商行');
    await field.press('Enter');
    await shownNames();
    held.resolve();
    await page.unrouteAll({ behavior: 'wait' });
    expect(await shownNames()).toSatisfy((found: string[]) => found.every((one) => one.includes('商行')));
  });

  test('two publications are compared, and the newer is rolled back after a question', async () => {
    await publish(2_200);
    const [first = 0, second = 0] = versions;
    await visit('/publications');
    await part('History')
      .getByRole('link', { name: `Changes of version ${second} since version ${first}` })
      .click();
    const compared = table(`From version ${first} to version ${second}`).locator('tbody tr').first();
    await compared.waitFor();
    const { added, removed, changed } = await countChanges(first, second);
    const cells = await compared.locator('td').allTextContents();
    expect(cells.slice(2)).toEqual([`+${added - removed}`, `${added}`, `${removed}`, `${changed}`]);
    expect(query()).toEqual({ from: String(first), to: String(second) });

    await page.getByRole('button', { name: 'Roll back' }).click();
    const dialog = page.getByRole('dialog', { name: `Roll back to version ${first}?` });
    await dialog.getByText(`Version ${second} is taken back for good`).waitFor();
    await dialog.getByRole('button', { name: `Make version ${first} live` }).click();
    await page.getByRole('status').getByText(`Version ${first} is live now.`).waitFor();
    expect(await live()).toMatchObject({ version: first });
    await page.getByText('No version before it is kept').waitFor();
    const states = await part('History').locator('.version-states').allTextContents();
    expect(states).toEqual(['!rolled back', '✓live']);
  });

  test('of a dropped version the totals are left, and nothing else is rolled back than what was shown', async () => {
    await publish(2_300);
    const [first = 0, second = 0, third = 0] = versions;
    await until(async () => {
      await visit(`/publications?from=${first}&to=${second}`);
      await table('History').waitFor();
      const states = await part('History').locator('.version-states').allTextContents();
      return states.join() === '✓live,!rolled back·dropped,▸kept';
    }, 'the version that was rolled back to be dropped');
    await page
      .getByText(`Only totals can be compared: the tables of Version ${second} are dropped.`)
      .waitFor();

    await page.getByRole('button', { name: 'Roll back' }).click();
    const dialog = page.getByRole('dialog', { name: `Roll back to version ${first}?` });
    await dialog.getByText(`Version ${third} is taken back for good`).waitFor();
    const meanwhile = await stack.request('POST', '/api/datasets/tax-registration/rollback');
    expect(meanwhile.status).toBe(200);
    await dialog.getByRole('button', { name: `Make version ${first} live` }).click();
    await page.getByRole('status').getByText('Something else has become live meanwhile').waitFor();
    await dialog.waitFor({ state: 'detached' });
  });

  test('who only reads sees no way to roll back', async () => {
    const made = await stack.request('POST', '/api/tokens', { name: 'reader', role: 'viewer' });
    const { token } = (await made.json()) as { token: string };
    const reader = await rig.enter('/publications', { token });
    await reader.getByRole('heading', { name: 'Live now' }).waitFor();
    expect(await reader.getByRole('button', { name: 'Roll back' }).count()).toBe(0);
    await reader.context().close();
  });

  test('nothing keeps anybody from using a page, in either theme and language, wide or narrow', async () => {
    const { ban } = await select<{ ban: string }>(
      'SELECT headquarters_ban AS ban FROM public.tax_registration WHERE headquarters_ban IS NOT NULL LIMIT 1',
    );
    const compared = `/publications?from=${versions[0] ?? 0}&to=${versions[1] ?? 0}`;
    for (const path of ['/data', '/data?city=臺北市&name=商行', `/data/${ban}`, compared]) {
      await page.setViewportSize({ width: 1280, height: 900 });
      await page.emulateMedia({ colorScheme: 'light' });
      await visit(path);
      await page.locator('main#content h1').waitFor();
      await until(async () => (await page.locator('main#content [aria-busy=true]').count()) === 0, path);
      await page.evaluate('document.querySelectorAll("details").forEach((one) => (one.open = true))');
      expect([path, await findBarriers(page)]).toEqual([path, []]);
      await page.emulateMedia({ colorScheme: 'dark' });
      expect([path, await findBarriers(page, 'contrast')]).toEqual([path, []]);
      await page.setViewportSize({ width: 390, height: 844 });
      for (const [label, language] of [
        ['Language', 'zh-TW'],
        ['語言', 'en'],
      ] as const) {
        // Charts shrink a moment later.
        await until(async () => (await overflowOf(page)) === 0, `${path} to fit`);
        await page.getByLabel(label).selectOption(language);
      }
    }
  });

  test('no page has ever complained, and none has asked another host', () => {
    expect(rig.troubles.flatMap(({ errors }) => errors)).toEqual([]);
    expect(rig.troubles.flatMap(({ foreignRequests }) => foreignRequests)).toEqual([]);
  });
});
