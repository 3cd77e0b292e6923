import { RefusedError } from '@regpipe/contracts';
import type { Database } from '@regpipe/database';
import type { Dataset, QueryRoute } from '@regpipe/datasets';
import { jsonResponse, problemResponses, refuseNul, type Server } from '@regpipe/http';

import type { Gateway } from '../gateway.ts';
import { queryLive } from '../live-query.ts';

/** Mounts the queries that each data set brings with it; what they ask and answer is the data set's own business. */
export function datasetQueryRoutes(server: Server, { queries, datasets }: Gateway): void {
  for (const dataset of datasets) {
    for (const route of dataset.routes ?? []) mount(server, queries, dataset, route);
  }
}

function mount(server: Server, database: Database, dataset: Dataset, route: QueryRoute): void {
  server.route({
    method: 'GET',
    url: `/api${route.path}`,
    config: { access: 'viewer' },
    preValidation: refuseNul,
    schema: {
      summary: route.summary,
      tags: [dataset.name],
      ...(route.params === undefined ? {} : { params: route.params.strict() }),
      // Strict: a filter with a typing error would otherwise answer with everything.
      ...(route.querystring === undefined ? {} : { querystring: route.querystring.strict() }),
      response: {
        200: jsonResponse('What the live publication holds', route.response),
        ...problemResponses('REQUEST_INVALID', 'RECORD_NOT_FOUND', 'NOT_PUBLISHED'),
      },
    },
    handler: async (request) => {
      const { params, query } = request;
      const answer = await queryLive(database, dataset, (run) => route.answer({ params, query }, run));
      if (answer !== undefined) return answer;
      throw new RefusedError('RECORD_NOT_FOUND', 'The live publication holds no such record.');
    },
  });
}
