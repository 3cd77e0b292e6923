import { testStack } from '@regpipe/testkit';
import { beforeAll, expect, test } from 'vitest';

import { pathParametersOf, QUERY_ROUTES, type QueryRoute } from './query-routes.ts';

/** What the services say of themselves is not in the gateway's description. */
const ASKED = QUERY_ROUTES.filter(({ open }) => !open);

/** What a viewer may read and the private API leaves off, with the reason. */
const LEFT_OFF = {
  '/api/jobs/{id}/events': 'A stream: API Gateway would collect it and give up after 29 seconds.',
  '/api/jobs/{id}/errors.csv': 'A download without an end that is known: API Gateway takes 10 MB.',
  '/api/session': 'Of browsers, which talk to the load balancer.',
  '/metrics': 'Of each gateway by itself; the API would ask any one of them.',
} as const;

interface Parameter {
  readonly in: string;
  readonly name: string;
  readonly schema: { readonly type?: string };
}

interface Operation {
  readonly 'x-access': string;
  readonly parameters?: readonly Parameter[];
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
}

interface Description {
  readonly paths: Readonly<Record<string, { readonly get?: Operation; readonly post?: Operation }>>;
}

let description: Description;

/** As a gateway with every data set says it, which needs nobody but PostgreSQL and NATS for that. */
beforeAll(async () => {
  const stack = await testStack({ replicas: { fetcher: 0, transformer: 0, loader: 0 } });
  try {
    description = (await (await fetch(`${stack.apiUrl}/openapi.json`)).json()) as Description;
  } finally {
    await stack.close();
  }
});

function operationOf({ method, path }: QueryRoute): Operation {
  const operation = description.paths[path]?.[method === 'GET' ? 'get' : 'post'];
  if (operation === undefined) throw new Error(`The gateway has no ${method} ${path}`);
  return operation;
}

const namesIn = ({ parameters = [] }: Operation, place: string) =>
  parameters.filter((parameter) => parameter.in === place).map(({ name }) => name);

test('every route of the private API is one of the gateway, with just these parameters', () => {
  for (const route of ASKED) {
    const operation = operationOf(route);
    expect([route.path, operation['x-access']]).toEqual([route.path, 'viewer']);
    expect([route.path, namesIn(operation, 'path').sort()]).toEqual([
      route.path,
      pathParametersOf(route).sort(),
    ]);
    expect([route.path, namesIn(operation, 'query').sort()]).toEqual([route.path, [...route.query].sort()]);
  }
});

test('they are those by which a viewer reads, but for what API Gateway cannot do', () => {
  const read = Object.keys(description.paths).filter(
    (path) => description.paths[path]?.get?.['x-access'] === 'viewer',
  );
  const gets = ASKED.filter(({ method }) => method === 'GET');
  expect(read.sort()).toEqual([...gets.map(({ path }) => path), ...Object.keys(LEFT_OFF)].sort());
});

test('they answer with JSON, which API Gateway hands on as it is', () => {
  for (const route of ASKED) {
    const { path } = route;
    const { responses } = operationOf(route);
    expect([path, Object.keys(responses['200']?.content ?? {})]).toEqual([path, ['application/json']]);
  }
});

// Of a parameter that comes twice the cache's key holds the last value.
test('no parameter is a list', () => {
  for (const route of ASKED) {
    const { path } = route;
    const lists = (operationOf(route).parameters ?? []).filter(({ schema }) => schema.type === 'array');
    expect([path, lists]).toEqual([path, []]);
  }
});
