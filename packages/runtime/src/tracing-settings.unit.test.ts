import { describe, expect, test } from 'vitest';

import { commonConfigSchema, readConfig } from './config.ts';
import { tracingOptions, tracingSecrets } from './tracing-settings.ts';

const read = (environment: Record<string, string>) => readConfig(commonConfigSchema, environment);
const options = (environment: Record<string, string>) => tracingOptions(read(environment), 'loader');
const ENDPOINT = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' };

describe('the collector', () => {
  test.each([
    [{}, undefined],
    [ENDPOINT, 'http://collector:4318/v1/traces'],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'https://collector/otlp/' }, 'https://collector/otlp/v1/traces'],
    [{ ...ENDPOINT, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://other/t' }, 'http://other/t'],
    [{ ...ENDPOINT, OTEL_SDK_DISABLED: 'true' }, undefined],
    [{ ...ENDPOINT, OTEL_TRACES_EXPORTER: 'none' }, undefined],
  ])('%j is at %j', (environment, url) => {
    expect(options(environment).collector?.url).toBe(url);
  });

  test('gets its headers, decoded; they are secret', () => {
    const config = read({
      ...ENDPOINT,
      OTEL_EXPORTER_OTLP_HEADERS: 'api-key=a%2Clongkey%3D, x-tenant = one',
    });
    expect(tracingOptions(config, 'loader').collector?.headers).toEqual({
      'api-key': 'a,longkey=',
      'x-tenant': 'one',
    });
    expect(JSON.stringify(config)).not.toContain('longkey');
    expect(tracingSecrets(config)).toEqual(['a,longkey=']);
  });
});

test('each service has a name of its own, unless one is given', () => {
  expect(options({}).serviceName).toBe('regpipe-loader');
  expect(options({ OTEL_SERVICE_NAME: 'registers' }).serviceName).toBe('registers');
});

test('attributes of the installation stand beside ours', () => {
  const { resource } = options({ OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=production' });
  expect(resource).toMatchObject({
    'service.namespace': 'regpipe',
    'deployment.environment.name': 'production',
  });
});

test('by default every job is recorded', () => {
  expect(options({})).toMatchObject({ sampler: 'parentbased_always_on', ratio: 1 });
  const asked = { OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.25' };
  expect(options(asked)).toMatchObject({ sampler: 'parentbased_traceidratio', ratio: 0.25 });
});

test.each([
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4318'],
  ['OTEL_EXPORTER_OTLP_HEADERS', 'no-value'],
  ['OTEL_EXPORTER_OTLP_HEADERS', 'key=%E0%A4%A'],
  ['OTEL_RESOURCE_ATTRIBUTES', '=nameless'],
  ['OTEL_TRACES_SAMPLER', 'sometimes'],
  ['OTEL_TRACES_SAMPLER_ARG', '2'],
  ['REGPIPE_METRICS_PORT', '65536'],
])('%s: %j is refused by name', (name, value) => {
  expect(() => read({ [name]: value })).toThrow(new RegExp(`^Bad settings: ${name}: `));
});
