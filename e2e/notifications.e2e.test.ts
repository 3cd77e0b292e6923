import { type Bus, connectBus } from '@regpipe/bus';
import { type NotificationCommand, type Projection, subjects } from '@regpipe/contracts';
import { testStack, type TestStack, until } from '@regpipe/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';

const STARTED_MS = 1_754_000_000_000;
const STATUSES = ['SENT', 'DELIVERED', 'FAILED'] as const;

let stack: TestStack;
let bus: Bus;

beforeAll(async () => {
  stack = await testStack({ replicas: { projector: 2, transformer: 0, fetcher: 0, loader: 0 } });
  bus = await connectBus({ url: stack.natsUrl, name: 'test', log: { warn: () => {}, error: () => {} } });
});
afterAll(async () => {
  await bus.close();
  await stack.close();
});

/** Command `news` of notification `<prefix><number>`. */
function command(prefix: string, number: number, news: number): NotificationCommand {
  return {
    transaction_id: `${prefix}${number}`,
    created_at: STARTED_MS + news,
    user_id: `user-${number % 7}`,
    marketing_id: number % 3 === 0 ? null : `campaign-${number % 3}`,
    notification_title: `news ${news}`,
    status: STATUSES[news % 3] ?? 'SENT',
    platform: 'ANDROID',
    device_token: 'token',
    payload: { number },
  };
}

function put(value: NotificationCommand): Promise<unknown> {
  return bus.jetstream.publish(subjects.notificationCommands, Buffer.from(JSON.stringify(value)));
}

const untilRecorded = () =>
  until(
    async () => (await bus.manager.streams.info('COMMANDS')).state.messages === 0,
    'every command to be recorded',
  );

/** What differs between the live records, or counts, and the commands they are made of; nothing, where all is well. */
async function differences(): Promise<object[]> {
  const { rows } = await stack.database.pool.query<object>(
    `WITH newest AS (
       SELECT DISTINCT ON (transaction_id) transaction_id, created_at, user_id, marketing_id, notification_title
         FROM public.command_record ORDER BY transaction_id, created_at DESC
     ), shown AS (
       SELECT transaction_id, created_at, user_id, marketing_id, notification_title FROM public.notification_record
     ), counted AS (
       SELECT marketing_id, count(*) AS records FROM newest WHERE marketing_id IS NOT NULL GROUP BY marketing_id
     )
     (SELECT to_jsonb(n) AS row FROM (TABLE newest EXCEPT TABLE shown) n) UNION ALL
     (SELECT to_jsonb(s) FROM (TABLE shown EXCEPT TABLE newest) s) UNION ALL
     (SELECT to_jsonb(c) FROM (TABLE counted EXCEPT SELECT marketing_id, records FROM public.notification_campaign) c)`,
  );
  return rows;
}

async function countCommands(prefix: string): Promise<number> {
  const { rows } = await stack.database.pool.query<{ count: number }>(
    'SELECT count(*) FROM public.command_record WHERE starts_with(transaction_id, $1)',
    [prefix],
  );
  return rows[0]?.count ?? 0;
}

test('commands over HTTP and on the subject are recorded once, and the newest is the state', async () => {
  const post = () => stack.request('POST', '/commands/notifications', command('http-', 1, 5));
  const answers = [await post(), await post()];
  expect(answers.map(({ status }) => status)).toEqual([202, 202]);
  expect(await Promise.all(answers.map((answer) => answer.json()))).toMatchObject([
    { transaction_id: 'http-1', duplicate: false },
    { transaction_id: 'http-1', duplicate: true },
  ]);
  for (const news of [5, 2, 9, 1]) await put(command('http-', 1, news));
  await untilRecorded();
  const { rows } = await stack.database.pool.query(
    `SELECT notification_title AS title FROM public.notification_record WHERE transaction_id = 'http-1'`,
  );
  expect(rows).toEqual([{ title: 'news 9' }]);
  expect(await countCommands('http-')).toBe(4);
});

test('a projector killed under load loses nothing and doubles nothing', async () => {
  const [victim] = stack.of('projector');
  const sent = Array.from({ length: 3_000 }, (_, index) => command('kill-', index % 400, index));
  const sending = (async () => {
    for (let at = 0; at < sent.length; at += 100) {
      // Each twice, as a sender does that has got no answer.
      await Promise.all([...sent.slice(at, at + 100), ...sent.slice(at, at + 50)].map(put));
    }
  })();
  await until(async () => (await countCommands('kill-')) > 200, 'the load');
  await victim?.kill();
  await sending;
  await victim?.start();
  await untilRecorded();
  expect(await countCommands('kill-')).toBe(sent.length);
  expect(await differences()).toEqual([]);
});

test('a rebuild while commands come in ends with every one of them, and readers never see fewer', async () => {
  const projection = async () =>
    (await (await stack.request('GET', '/api/projections/notifications')).json()) as Projection;
  const before = await projection();
  const answer = await stack.request('POST', '/api/projections/notifications/rebuild');
  expect(answer.status).toBe(202);
  const { building } = (await answer.json()) as Projection;
  expect(building).toBe(before.generation + 1);
  let [most, news] = [0, 0];
  await until(async () => {
    await Promise.all(Array.from({ length: 20 }, (_, index) => put(command('live-', index, (news += 1)))));
    const { rows } = await stack.database.pool.query<{ count: number }>(
      'SELECT count(*) FROM public.notification_record',
    );
    expect(rows[0]?.count).toBeGreaterThanOrEqual(most);
    most = rows[0]?.count ?? 0;
    return (await projection()).generation === building;
  }, 'the rebuild to be live');
  await untilRecorded();
  expect(await countCommands('live-')).toBe(news);
  expect(await differences()).toEqual([]);
});
