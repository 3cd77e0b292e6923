import { expect, test } from 'vitest';

import type { Synthesised } from '../../../testing/synthesise.ts';
import { pathParametersOf, QUERY_ROUTES, type QueryRoute } from './query-routes.ts';
import { nameOf, synthesiseFront } from './testing/front-stack.ts';

const AUTHORIZATION = 'method.request.header.Authorization';

const caching = synthesiseFront({ api_cache: 'true' });
const CACHED = QUERY_ROUTES.filter(({ cacheS }) => cacheS > 0);

/** What tells the cached answers of each route from each other, by method and path. */
function cacheKeysIn(stack: Synthesised): Record<string, unknown> {
  return Object.fromEntries(
    Object.values(stack.resources('aws_api_gateway_integration')).flatMap((integration) => {
      const { cache_key_parameters: key } = integration;
      return key === undefined ? [] : [[nameOf(stack, integration), key]];
    }),
  );
}

interface Settings {
  readonly caching_enabled: boolean;
}

/** By the path that they are for. */
function settingsIn(stack: Synthesised): readonly (readonly [string, Settings])[] {
  return Object.values(stack.resources('aws_api_gateway_method_settings')).map(
    (each) => [String(each['method_path']), each['settings'] as Settings] as const,
  );
}

test('nothing is cached unless it is asked for', () => {
  const stack = synthesiseFront();
  expect(stack.only('aws_api_gateway_stage')).not.toHaveProperty('cache_cluster_enabled');
  expect(settingsIn(stack).map(([path]) => path)).toContain('*/*');
  for (const [, { caching_enabled: isCached }] of settingsIn(stack)) expect(isCached).toBe(false);
  expect(cacheKeysIn(stack)).toEqual({});
});

test('a cached answer belongs to its caller and to every parameter of its request', () => {
  const keyOf = (route: QueryRoute) => [
    AUTHORIZATION,
    ...pathParametersOf(route).map((name) => `method.request.path.${name}`),
    ...route.query.map((name) => `method.request.querystring.${name}`),
  ];
  expect(cacheKeysIn(caching)).toEqual(
    Object.fromEntries(CACHED.map((route) => [`${route.method} ${route.path}`, keyOf(route)])),
  );
});

// API Gateway takes no other parameters for a key than those, and a token that may be missing is no key.
test('all that a key consists of is declared by its method, and the token is required', () => {
  const keys = cacheKeysIn(caching);
  for (const method of Object.values(caching.resources('aws_api_gateway_method'))) {
    const declared = method['request_parameters'] as Readonly<Record<string, boolean>>;
    const key = keys[nameOf(caching, method)] as readonly string[] | undefined;
    if (key === undefined) continue;
    expect(declared[AUTHORIZATION]).toBe(true);
    expect(Object.keys(declared).sort()).toEqual([...key].sort());
  }
});

test('only answers with such a key are cached, encrypted, each for as long as its route says', () => {
  const cached = settingsIn(caching).filter(([, { caching_enabled: isCached }]) => isCached);
  expect(Object.fromEntries(cached)).toMatchObject(
    Object.fromEntries(
      CACHED.map(({ path, cacheS }) => [
        `${path.replaceAll('/', '~1')}/GET`,
        {
          cache_data_encrypted: true,
          cache_ttl_in_seconds: cacheS,
          require_authorization_for_cache_control: true,
        },
      ]),
    ),
  );
  expect(cached).toHaveLength(CACHED.length);
  expect(caching.only('aws_api_gateway_stage')['cache_cluster_enabled']).toBe(true);
});

// API Gateway would know two questions from each other by their parameters alone, and those of a POST are in its body.
test('no answer to a POST is cached, and none about notifications is older than a second', () => {
  for (const { method, service, cacheS } of CACHED) {
    expect(method).toBe('GET');
    if (service === 'query') expect(cacheS).toBe(1);
  }
});
