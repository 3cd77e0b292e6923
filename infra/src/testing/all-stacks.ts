import { buildApp } from '../build-app.ts';
import { synthesise, type Synthesised } from './synthesise.ts';
import { testSettings } from './test-settings.ts';

type Given = Readonly<Record<string, string>>;

/** Settings that between them take every way that the stacks know, by what they are about. */
export const VARIANTS: Readonly<Record<string, Given>> = {
  defaults: {},
  'with TLS, a cache, ARM and Spot': {
    certificate_arn: 'arn:aws:acm:ap-northeast-1:123456789012:certificate/1',
    gateway_domain: 'regpipe.example',
    api_cache: 'true',
    cpu_architecture: 'ARM64',
    fargate_spot: 'true',
    database_multi_az: 'true',
    source_cidrs: '203.0.113.0/24,2001:db8::/32',
  },
  'on servers that are there, of a team': {
    database: 'existing',
    nats: 'existing',
    api_log_role: 'existing',
    state_bucket: 'states-of-a-team',
    zones: '2',
  },
};

/** Every stack of the app with these settings, in the order in which they are applied. */
export function synthesiseAll(given: Given): readonly Synthesised[] {
  const stacks = synthesise((app) => {
    buildApp(app, testSettings(given));
  });
  return [...stacks.values()].sort((one, other) => placeOf(one) - placeOf(other));
}

/** Each may refer to those before it. */
const ORDER = ['monitoring', 'network', 'data', 'runtime', 'ingest'];

function placeOf({ name }: Synthesised): number {
  const place = ORDER.indexOf(name);
  if (place === -1) throw new Error(`Nobody knows when the stack ${name} is applied`);
  return place;
}
