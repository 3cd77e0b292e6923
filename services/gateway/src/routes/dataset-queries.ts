import { RefusedError } from '@regpipe/contracts';
import { type Connection, type Database, readOnly, sqlState } from '@regpipe/database';
import type { Dataset, QueryRoute, RunQuery } from '@regpipe/datasets';

import type { Gateway, Server } from '../gateway.ts';
import { problemResponses } from '../problem-responses.ts';
import { refuseNul } from '../refuse-nul.ts';
import { jsonResponse } from './json-response.ts';

/** A reader holds up a publication until it is done, so it gets less than the publisher's patience. */
const QUERY_LIMIT_MS = 10_000;
const UNDEFINED_TABLE = '42P01';

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
      const answer = await readOnly(database, QUERY_LIMIT_MS, (connection) =>
        route.answer({ params, query }, queryOn(connection)),
      ).catch((error: unknown) => {
        if (sqlState(error) === UNDEFINED_TABLE) throw notPublished(dataset, error);
        throw error;
      });
      if (answer !== undefined) return answer;
      throw new RefusedError('RECORD_NOT_FOUND', 'The live publication holds no such record.');
    },
  });
}

function queryOn(connection: Connection): RunQuery {
  return async <Row>(sql: string, values: readonly unknown[]) => {
    const { rows } = await connection.query(sql, [...values]);
    return rows as Row[];
  };
}

function notPublished(dataset: Dataset, cause: unknown): RefusedError {
  return new RefusedError('NOT_PUBLISHED', `Nothing of ${dataset.name} is published yet.`, {
    cause,
    fields: { dataset: dataset.name },
  });
}
