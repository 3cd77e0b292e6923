import type { Settings } from '../../settings.ts';
import type { Member } from './members.ts';

/*
 * Who reaches whom, and nobody else does: the rules of all security groups are made of this table, and docs/aws-network.md
 * shows it. It is to AWS what the networks of docker-compose.yml are to one machine. What no table could refuse stands in
 * none: the VPC's resolver, its clock, and the address where a task gets its role's credentials.
 */

/** What lies outside of the VPC, and has networks by settings. */
export type Outside = 'sources' | 'existing-database' | 'existing-nats';

/** Whatever has an address in the private subnets, of ours or not. */
export type Origin = Member | 'private-subnets';

/** `s3` is the region's S3, by its gateway endpoint. */
export type Destination = Member | 's3' | Outside;

/** One may open TCP connections to the other. */
export interface Reach {
  readonly from: Origin;
  readonly to: Destination;
  readonly port: number;
  /** Becomes the rule's description: 255 of the characters that AWS takes. */
  readonly why: string;
}

interface Row extends Reach {
  /** Where the load balancer has a certificate. */
  readonly securePort?: number;
}

const POSTGRES = 5432;
const NATS = 4222;
const NATS_ROUTES = 6222;
const NFS = 2049;
const GATEWAY = 8000;
const QUERY = 8001;
const HTTPS = 443;
const WEB = { port: 80, securePort: HTTPS } as const;

/** What runs on Fargate, and so fetches an image and secrets and writes a log. */
export const ON_FARGATE = [
  'fetcher',
  'transformer',
  'loader',
  'tracker',
  'scheduler',
  'intake',
  'projector',
  'query',
  'gateway',
  'migrate',
  'nats',
] as const satisfies readonly Member[];

/** As it is where servers are ours and the load balancer has no certificate. */
export const REACH: readonly Row[] = [
  // The way of the data, and the calls between services
  { from: 'fetcher', to: 'nats', port: NATS, why: 'Takes commands to fetch, sends raw chunks and facts' },
  { from: 'transformer', to: 'nats', port: NATS, why: 'Takes raw chunks, sends clean ones' },
  { from: 'loader', to: 'nats', port: NATS, why: 'Takes clean chunks and commands to publish, sends facts' },
  { from: 'tracker', to: 'nats', port: NATS, why: 'Takes facts, ticks and calls, sends commands' },
  { from: 'scheduler', to: 'nats', port: NATS, why: 'Sends ticks' },
  { from: 'intake', to: 'nats', port: NATS, why: 'Has the tracker start jobs, hears of dropped files' },
  { from: 'projector', to: 'nats', port: NATS, why: 'Takes commands, and calls for a projection anew' },
  { from: 'query', to: 'nats', port: NATS, why: 'Answers the calls of gateways' },
  { from: 'gateway', to: 'nats', port: NATS, why: 'Calls services, sends commands, looks at streams' },
  { from: 'nats', to: 'nats', port: NATS_ROUTES, why: 'The nodes of the cluster replicate the streams' },
  { from: 'nats', to: 'nats-storage', port: NFS, why: 'Each node keeps its streams in a file system' },

  { from: 'loader', to: 'database', port: POSTGRES, why: 'Loads and publishes versions' },
  { from: 'tracker', to: 'database', port: POSTGRES, why: 'Keeps the control tables' },
  { from: 'scheduler', to: 'database', port: POSTGRES, why: 'Reads when schedules are due' },
  { from: 'intake', to: 'database', port: POSTGRES, why: 'Keeps dropped files, their locks and their audit' },
  { from: 'projector', to: 'database', port: POSTGRES, why: 'Records commands and what is made of them' },
  { from: 'query', to: 'database', port: POSTGRES, why: 'Reads what was made of commands, and tokens' },
  { from: 'gateway', to: 'database', port: POSTGRES, why: 'Reads jobs and data, keeps tokens and schedules' },
  { from: 'migrate', to: 'database', port: POSTGRES, why: 'Makes roles and tables before services start' },

  { from: 'fetcher', to: 'sources', port: HTTPS, why: 'Reads the files of the data sets' },

  // The way in
  { from: 'vpc-link', to: 'load-balancer', ...WEB, why: 'Hands on what the private API is asked' },
  { from: 'private-subnets', to: 'load-balancer', ...WEB, why: 'Console and command line of operators' },
  { from: 'private-subnets', to: 'api-endpoint', port: HTTPS, why: 'Clients of the private API' },
  { from: 'load-balancer', to: 'gateway', port: GATEWAY, why: 'Hands requests on and asks for health' },
  {
    from: 'load-balancer',
    to: 'query',
    port: QUERY,
    why: 'Hands on queries of notifications, asks for health',
  },

  // What Fargate does for a task, in the task's own name
  ...fromEachTask('endpoints', 'Image, secrets, log, queue'),
  ...fromEachTask('s3', 'Layers of the image, dropped files'),
];

function fromEachTask(to: Destination, why: string): Row[] {
  return ON_FARGATE.map((from) => ({ from, to, port: HTTPS, why }));
}

/** The table as the settings have it: where servers are others', they are reached in their own networks. */
export function reachOf(settings: Settings): readonly Reach[] {
  const { database, nats, certificate_arn: certificate } = settings;
  return REACH.flatMap(({ from, to, port, securePort = port, why }): Reach[] => {
    if (nats === 'existing' && from === 'nats') return [];
    const reach = { from, port: certificate === undefined ? port : securePort, why };
    if (database === 'existing' && to === 'database') return [{ ...reach, to: 'existing-database' }];
    if (nats === 'existing' && to === 'nats') return [{ ...reach, to: 'existing-nats' }];
    return [{ ...reach, to }];
  });
}

const NETWORKS: Readonly<Record<Outside, (settings: Settings) => readonly string[]>> = {
  sources: (settings) => settings.source_cidrs,
  'existing-database': (settings) => settings.database_cidrs,
  'existing-nats': (settings) => settings.nats_cidrs,
};

export function isOutside(destination: Destination): destination is Outside {
  return Object.hasOwn(NETWORKS, destination);
}

/** Each once, as CIDR blocks. */
export function networksOf(settings: Settings, outside: Outside): readonly string[] {
  return [...new Set(NETWORKS[outside](settings))];
}
