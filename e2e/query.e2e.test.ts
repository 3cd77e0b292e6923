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
    environment: { REGPIPE_QUERY_DRAIN_S: '2', REGPIPE_RATE_LIMIT_PER_MINUTE: '1000000' },
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
  const count = () => [...outcomes.values()].reduce((sum, times) => sum + times, 0);
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

const askGateway = () => askSteadily(async () => outcomeOf(await stack.request('GET', QUESTION)));

/** As a client of the port that keeps connections, and goes on with the other replica when its own ends one. */
function askReplicas() {
  const [first = '', second = ''] = stack.queryUrls;
  const headers = { authorization: `Bearer ${stack.apiToken}` };
  let url = first;
  return askSteadily(async () => {
    const response = await fetch(`${url}${QUESTION}`, { headers });
    if (response.headers.get('connection') === 'close') url = second;
    return outcomeOf(response);
  });
}

const ALL_ANSWERED = { '1': expect.any(Number) as number };

test('while a replica hangs, every question to the gateway is answered', async () => {
  const asking = askGateway();
  await asking.reach(50);
  process.kill(replica(0).pid ?? 0, 'SIGSTOP');
  await asking.reach(50);
  process.kill(replica(0).pid ?? 0, 'SIGCONT');
  expect(await asking.stop()).toEqual(ALL_ANSWERED);
});

test('while a replica ends and starts again, every question is answered, at the gateway and at the ports', async () => {
  const atGateway = askGateway();
  const atPorts = askReplicas();
  await Promise.all([atGateway.reach(50), atPorts.reach(50)]);
  await replica(0).stop();
  await Promise.all([atGateway.reach(50), atPorts.reach(50)]);
  await replica(0).start();
  await atGateway.reach(50);
  expect(await atGateway.stop()).toEqual(ALL_ANSWERED);
  expect(await atPorts.stop()).toEqual(ALL_ANSWERED);
});

test('while a replica is killed, every question to the gateway is answered', async () => {
  const asking = askGateway();
  await asking.reach(50);
  await replica(0).kill();
  await asking.reach(50);
  expect(await asking.stop()).toEqual(ALL_ANSWERED);
});
