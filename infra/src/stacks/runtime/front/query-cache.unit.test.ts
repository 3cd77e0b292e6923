import { expect, test } from 'vitest';

import type { Synthesised } from '../../../testing/synthesise.ts';
import { pathParametersOf, QUERY_ROUTES } from './query-routes.ts';
import { pathOf, synthesiseFront } from './testing/front-stack.ts';

const AUTHORIZATION = 'method.request.header.Authorization';

/** What tells the cached answers of each route from each other, by its path. */
function cacheKeysIn(stack: Synthesised): Record<string, unknown> {
  return Object.fromEntries(
    Object.values(stack.resources('aws_api_gateway_integration')).flatMap((integration) => {
      const { cache_key_parameters: key } = integration;
      return key === undefined ? [] : [[pathOf(stack, integration), key]];
    }),
  );
}

test('nothing is cached unless it is asked for', () => {
  const stack = synthesiseFront();
  expect(stack.only('aws_api_gateway_stage')).not.toHaveProperty('cache_cluster_enabled');
  expect(stack.only('aws_api_gateway_method_settings')).toMatchObject({
    method_path: '*/*',
    settings: { caching_enabled: false },
  });
  expect(cacheKeysIn(stack)).toEqual({});
});

test('a cached answer belongs to its caller and to every parameter of its request', () => {
  const cached = QUERY_ROUTES.filter((route) => route.cached);
  const keyOf = (route: (typeof cached)[number]) => [
    AUTHORIZATION,
    ...pathParametersOf(route).map((name) => `method.request.path.${name}`),
    ...route.query.map((name) => `method.request.querystring.${name}`),
  ];
  expect(cacheKeysIn(synthesiseFront({ api_cache: 'true' }))).toEqual(
    Object.fromEntries(cached.map((route) => [route.path, keyOf(route)])),
  );
});

// API Gateway takes no other parameters for a key than those, and a token that may be missing is no key.
test('all that a key consists of is declared by its method, and the token is required', () => {
  const stack = synthesiseFront({ api_cache: 'true' });
  const keys = cacheKeysIn(stack);
  for (const method of Object.values(stack.resources('aws_api_gateway_method'))) {
    const declared = method['request_parameters'] as Readonly<Record<string, boolean>>;
    const key = keys[pathOf(stack, method)] as readonly string[] | undefined;
    expect(declared[AUTHORIZATION]).toBe(true);
    if (key !== undefined) expect(Object.keys(declared).sort()).toEqual([...key].sort());
  }
});

test('only answers with such a key are cached, encrypted and for a minute', () => {
  const stack = synthesiseFront({ api_cache: 'true' });
  const settings = Object.values(stack.resources('aws_api_gateway_method_settings')).map(
    (each) => [each['method_path'], each['settings'] as { caching_enabled: boolean }] as const,
  );
  const cached = settings.filter(([, { caching_enabled: isCached }]) => isCached);
  expect(cached.map(([path]) => path).sort()).toEqual(
    Object.keys(cacheKeysIn(stack))
      .map((path) => `${path.replaceAll('/', '~1')}/GET`)
      .sort(),
  );
  for (const [, each] of cached) {
    expect(each).toMatchObject({
      cache_data_encrypted: true,
      cache_ttl_in_seconds: 60,
      require_authorization_for_cache_control: true,
    });
  }
  expect(stack.only('aws_api_gateway_stage')['cache_cluster_enabled']).toBe(true);
});
