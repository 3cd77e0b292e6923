import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';

import { expect, onTestFinished, test } from 'vitest';

import { startTestQuery } from './testing/test-query.ts';

test('while it ends, it is not ready, answers all the same, and its answers end their connections', async () => {
  const query = await startTestQuery();
  onTestFinished(() => query.close());
  await query.server.listen({ port: 0 });
  const { port } = query.server.server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ask = async (path: string) => {
    const headers = { authorization: `Bearer ${query.token}` };
    const asked = request({ host: '127.0.0.1', port, path, agent, headers }).end();
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    answer.resume();
    await once(answer, 'end');
    return [answer.statusCode, answer.headers.connection];
  };
  expect(await ask('/query/user?user_id=user-1')).toEqual([200, 'keep-alive']);
  query.stop();
  expect(await ask('/query/user?user_id=user-1')).toEqual([200, 'close']);
  expect(await ask('/ready')).toEqual([503, 'close']);
  expect((await query.get('/ready')).json()).toMatchObject({ code: 'QUERY_UNAVAILABLE' });
  agent.destroy();
});
