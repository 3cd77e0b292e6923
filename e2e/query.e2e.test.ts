import type { NotificationAnswer } from '@regpipe/contracts';
import { connectDatabase, ensureProjection, recordCommands } from '@regpipe/database';
import { testStack, type TestStack, until } from '@regpipe/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** Questions under way at a time. */
const ASKERS = 6;
const QUESTION = '/query/user?user_id=user-1';

let stack: TestStack;

beforeAll(async () => {
  stack = await testStack({
    replicas: { query: 2, projector: 1 },
    environment: { REGPIPE_QUERY_DRAIN_S: '1', REGPIPE_RATE_LIMIT_PER_MINUTE: '1000000' },
  });
  const projector = connectDatabase({
    url: stack.of('projector')[0]?.environment['DATABASE_URL'] ?? '',
    applicationName: 'test',
    poolSize: 1,
    log: { warn: () => undefined },
  });
  await ensureProjection(projector);
  await recordCommands(projector, [
    {
      transaction_id: 'tx-1',
      created_at: 1_754_000_000_000,
      user_id: 'user-1',
      notification_title: 'Hello',
      status: 'SENT',
      platform: 'IOS',
      device_token: 'a-device',
      payload: {},
    },
  ]);
  await projector.close();
});
afterAll(() => stack.close());

const replica = (index: number) => {
  const found = stack.of('query')[index];
  if (found === undefined) throw new Error(`There is no replica ${index}.`);
  return found;
};

/** Asks again and again until it is told to stop; gives how often each outcome came. */
function askSteadily(askOnce: () => Promise<string>) {
  const outcomes = new Map<string, number>();
  let asking = true;
  const count = () => outcomes.values().reduce((sum, times) => sum + times, 0);
  const asked = Promise.all(
    Array.from({ length: ASKERS }, async () => {
      while (asking) {
        const outcome = await askOnce();
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      }
    }),
  );
  return {
    /** Waits until so many more have an answer. */
    reach: async (more: number) => {
      const goal = count() + more;
      await until(() => count() >= goal, `${more} more answers`);
    },
    stop: async () => {
      asking = false;
      await asked;
      return Object.fromEntries(outcomes);
    },
  };
}

async function outcomeOf(response: Response): Promise<string> {
  if (!response.ok) return `${response.status}: ${await response.text()}`;
  return String(((await response.json()) as NotificationAnswer).total_count);
}

test.each([
  ['is asked to end', async () => replica(0).stop(), async () => replica(0).start()],
  ['is killed', async () => replica(0).kill(), async () => replica(0).start()],
  [
    'hangs',
    async () => process.kill(replica(0).pid ?? 0, 'SIGSTOP'),
    async () => process.kill(replica(0).pid ?? 0, 'SIGCONT'),
  ],
])('every question to the gateway is answered while a replica %s', async (_, strike, restore) => {
  const asking = askSteadily(async () => outcomeOf(await stack.request('GET', QUESTION)));
  await asking.reach(50);
  await strike();
  await asking.reach(50);
  await restore();
  await asking.reach(50);
  expect(await asking.stop()).toEqual({ '1': expect.any(Number) as number });
});

test('a client with open connections loses nothing when its replica ends, if it goes on with the other', async () => {
  const [first = '', second = ''] = stack.queryUrls;
  let url = first;
  const asking = askSteadily(async () => {
    try {
      const headers = { authorization: `Bearer ${stack.apiToken}` };
      return await outcomeOf(await fetch(`${url}${QUESTION}`, { headers }));
    } catch (error) {
      const { code } = (error as { cause: { code?: string } }).cause;
      // Nobody listens any more: nothing was asked, so nothing is lost.
      if (code === 'ECONNREFUSED' && url === first) {
        url = second;
        return 'went on';
      }
      return `lost: ${code}`;
    }
  });
  await asking.reach(50);
  const stopped = replica(0).stop();
  await until(async () => (await fetch(`${first}/ready`).catch(() => undefined))?.status === 503, 'a no');
  await stopped;
  await asking.reach(50);
  const outcomes = await asking.stop();
  expect(Object.keys(outcomes).sort()).toEqual(['1', 'went on']);
});
