import type { Arrivals } from '../../constructs/arrivals.ts';
import { type Data, DATABASE_ROLES, type SecretValue } from '../data/data.ts';
import type { Network } from '../network/network.ts';
import { type FrontService, FRONTS } from './front/fronts.ts';
import { type Service, type ServiceDefinition, SERVICES } from './services.ts';

/** What a container is told: what everybody may read in its task definition, and where ECS finds the rest. */
export interface Environment {
  readonly plain: Readonly<Record<string, string>>;
  readonly secret: Readonly<Record<string, SecretValue>>;
}

export interface EnvironmentOptions {
  readonly network: Pick<Network, 'privateSubnetCidrs'>;
  readonly data: Data;
  /** Where sources may be besides the hosts of the data sets, as in REGPIPE_SOURCE_HOSTS. */
  readonly sourceHosts: readonly string[];
  readonly arrivals: Arrivals;
  readonly region: string;
  readonly secretsVersion: number;
}

/** In the memory of the task, the only place that a container may write to. */
export const HEALTH_FILE = '/tmp/regpipe-health';

/** As many as there are nodes of ours. */
const STREAM_REPLICAS = 3;

/** The settings of a service that are not its defaults (docs/settings.md). */
export function environmentOf(service: Service, options: EnvironmentOptions): Environment {
  const { network, data, sourceHosts, secretsVersion } = options;
  const definition = SERVICES[service];
  const sources = definition.judgesSources === true && sourceHosts.length > 0;
  return merge([
    plain({
      REGPIPE_HEALTH_FILE: HEALTH_FILE,
      // Nobody reads it. A task reads its secrets when it starts: new ones make a new task definition to be deployed.
      REGPIPE_ROTATION: String(secretsVersion),
    }),
    ofNats(service, data),
    ofDatabase(definition, data),
    sources ? plain({ REGPIPE_SOURCE_HOSTS: ['datasets', ...sourceHosts].join(',') }) : plain({}),
    ofArrivals(service, options),
    definition.front === undefined ? plain({}) : ofFront(definition.front, network, data),
  ]);
}

/** The settings of the task that makes the roles, sets their passwords and migrates. */
export function migrationEnvironment({ database, secrets }: Data): Environment {
  // The roles' passwords are in whole addresses then, and set by those who run the server.
  if (database === undefined) return { plain: {}, secret: { MIGRATION_DATABASE_URL: secrets['db/admin'] } };
  const { 'db/migrator': migrator } = secrets;
  return {
    plain: { MIGRATION_DATABASE_URL: database.migrationUrl },
    secret: {
      MIGRATION_DATABASE_PASSWORD: database.masterPassword,
      ...(migrator === undefined ? {} : { REGPIPE_MIGRATOR_PASSWORD: migrator }),
      ...Object.fromEntries(
        DATABASE_ROLES.map((role) => [`REGPIPE_${role.toUpperCase()}_PASSWORD`, secrets[`db/${role}`]]),
      ),
    },
  };
}

function ofNats(service: Service, { natsUrl, secrets }: Data): Environment {
  const secret = secrets[`nats/${service}`];
  if (natsUrl === undefined) return { plain: {}, secret: { NATS_URL: secret } };
  return {
    plain: { NATS_URL: natsUrl(service), REGPIPE_STREAM_REPLICAS: String(STREAM_REPLICAS) },
    secret: { NATS_PASSWORD: secret },
  };
}

function ofDatabase({ database: role }: ServiceDefinition, { database, secrets }: Data): Environment {
  if (role === undefined) return plain({});
  const secret = secrets[`db/${role}`];
  const migrate = { REGPIPE_MIGRATE: 'off' };
  if (database === undefined) return { plain: migrate, secret: { DATABASE_URL: secret } };
  return {
    plain: { DATABASE_URL: database.url(`regpipe_${role}`), ...migrate },
    secret: { DATABASE_PASSWORD: secret },
  };
}

/** Where dropped files are, to those who take them in, read them, or judge whether one may be a source. */
function ofArrivals(service: Service, { arrivals, region }: EnvironmentOptions): Environment {
  const { bucket, queue } = arrivals;
  const judges = SERVICES[service].judgesSources === true;
  const takesIn = service === 'intake';
  return plain({
    ...(takesIn || service === 'fetcher' ? { REGPIPE_S3_REGION: region } : {}),
    ...(judges ? { REGPIPE_S3_BUCKETS: bucket } : {}),
    ...(takesIn ? { REGPIPE_S3_BUCKET: bucket } : {}),
    ...(takesIn && queue !== undefined ? { REGPIPE_SQS_QUEUE_URL: queue.url } : {}),
  });
}

/** By which a service that takes requests is told where. */
const LISTENING: Readonly<Record<FrontService, { readonly host: string; readonly port: string }>> = {
  gateway: { host: 'REGPIPE_HTTP_HOST', port: 'REGPIPE_HTTP_PORT' },
  query: { host: 'REGPIPE_QUERY_HOST', port: 'REGPIPE_QUERY_PORT' },
};

function ofFront(
  front: FrontService,
  network: EnvironmentOptions['network'],
  { secrets }: Data,
): Environment {
  const { host, port } = LISTENING[front];
  return {
    plain: {
      // Its security group lets the load balancer in, and nobody else.
      [host]: '0.0.0.0',
      [port]: String(FRONTS[front].port),
      // Where the load balancer has its addresses, which change.
      REGPIPE_HTTP_TRUSTED_PROXIES: network.privateSubnetCidrs.join(','),
    },
    secret: { REGPIPE_API_TOKEN: secrets['api-token'] },
  };
}

function plain(values: Environment['plain']): Environment {
  return { plain: values, secret: {} };
}

function merge(parts: readonly Environment[]): Environment {
  return {
    plain: Object.assign({}, ...parts.map((part) => part.plain)) as Environment['plain'],
    secret: Object.assign({}, ...parts.map((part) => part.secret)) as Environment['secret'],
  };
}
