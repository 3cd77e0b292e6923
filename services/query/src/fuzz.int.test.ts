import { fuzzApi } from '@regpipe/api-fuzz';
import { expect, onTestFinished, test } from 'vitest';

import { command, startTestQuery } from './testing/test-query.ts';

const REQUESTS_PER_OPERATION = 40;

test('whatever is sent to the service, it answers as it says it does', async () => {
  const query = await startTestQuery();
  onTestFinished(() => query.close());
  await query.record(command(1, { marketing_id: 'spring' }), command(2, { status: 'FAILED' }));
  const report = await fuzzApi({
    baseUrl: await query.server.listen({ port: 0 }),
    token: query.token,
    requestsPerOperation: REQUESTS_PER_OPERATION,
    known: { user_id: ['user-1'], marketing_id: ['spring'], transaction_id: ['tx-2'] },
  });
  expect(report.byStatus[200]).toBeGreaterThan(50);
  expect(report.byStatus[422]).toBeGreaterThan(50);
});
