import { fuzzApi } from '@regpipe/api-fuzz';
import { errorMessage } from '@regpipe/contracts';

import type { Bout } from '../bout.ts';
import { type Fault, FaultError } from '../fault.ts';
import { newSeed } from '../random/seeded-random.ts';

export const apiFaults: readonly Fault[] = [
  {
    id: 'api-fuzz',
    group: 'api',
    fault: 'thousands of requests, valid and broken, made up from the OpenAPI document',
    expected:
      'No error of the server; problem documents for what is refused, the described shape for the rest',
    strikes: [fuzz],
    test: 'services/gateway/src/fuzz.int.test.ts',
  },
];

/** A rollback that succeeds would change what is live; jobs that are made up have sources that no job may read. */
async function fuzz(bout: Bout): Promise<string> {
  const { apiUrl, apiToken } = bout.lab.stack;
  const seed = newSeed();
  bout.mark();
  try {
    const { requests } = await fuzzApi({
      baseUrl: apiUrl,
      token: apiToken,
      requestsPerOperation: bout.lab.scale.fuzzRequests,
      seed,
      known: { ban: ['04595257'] },
      skip: ['/api/datasets/{name}/rollback'],
    });
    bout.recovered();
    return `${requests} requests answered as described`;
  } catch (error) {
    throw new FaultError(errorMessage(error));
  }
}
