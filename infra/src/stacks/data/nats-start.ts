/*
 * How a node of the cluster of nats-servers starts. Nothing here knows of AWS, so that a test may start the same nodes on
 * a machine's own loopback.
 */

/** One nats-server of the cluster. Addresses are host:port. */
export interface NatsNode {
  /** The same for ever: by it the others know whose votes and messages the store holds. */
  readonly name: string;
  /** For the store and the configuration; there already, and for this node alone. */
  readonly directory: string;
  /** Where it listens: for clients, for the other nodes, for the health check. */
  readonly listens: { readonly clients: string; readonly routes: string; readonly health: string };
  /** Where the other nodes find it. */
  readonly address: string;
}

export interface NatsCluster {
  readonly name: string;
  readonly nodes: readonly NatsNode[];
  /** What ops/nats/nats-server.conf says: who is let in, and what each may do. */
  readonly users: string;
}

export interface NatsStart {
  readonly command: readonly [string, ...string[]];
  readonly environment: Readonly<Record<string, string>>;
}

/** Of the nodes among themselves; its password is NATS_ROUTES_PASSWORD. */
const ROUTES_USER = 'routes';

/**
 * The address of the whole cluster for clients. Who they are
 * stands in the first one and holds for all.
 */
export function clusterUrl(user: string, servers: readonly string[]): string {
  return servers.map((server, index) => `nats://${index === 0 ? `${user}@` : ''}${server}`).join();
}

/**
 * What to run for a node. The environment is to have the passwords besides: NATS_<USER>_PASSWORD of each user of `users`,
 * and NATS_ROUTES_PASSWORD.
 */
export function startOf(node: NatsNode, cluster: NatsCluster): NatsStart {
  // Without itself: nats-server takes as many servers as there are routes, and itself, for the whole cluster.
  const others = cluster.nodes.filter(({ name }) => name !== node.name);
  const routes = others.map(
    ({ address }) => `'nats-route://${ROUTES_USER}:$NATS_ROUTES_PASSWORD@${address}'`,
  );
  const file = `${node.directory}/nats.conf`;
  const script = [
    `printf '%s\\n' "$NATS_CONFIG" >${file}`,
    // nats-server puts no variables into texts, but takes a variable for a whole list.
    `export NATS_ROUTES="[${routes.join(', ')}]"`,
    `exec nats-server --config ${file}`,
  ];
  return {
    command: ['sh', '-euc', script.join('\n')],
    environment: { NATS_CONFIG: configOf(node, cluster) },
  };
}

function configOf({ name, directory, listens, address }: NatsNode, cluster: NatsCluster): string {
  return `server_name: "${name}"
listen: "${listens.clients}"
http: "${listens.health}"
max_payload: 1MB

${cluster.users}
# Instead of the one above.
jetstream {
  store_dir: "${directory}"
  # Said, because a network file system claims to have room without end. Three times what all streams may hold at most.
  max_file_store: 4GB
  max_memory_store: 16MB
  # A message is synced to its store before the server says that it is stored.
  sync_interval: always
}

cluster {
  name: "${cluster.name}"
  listen: "${listens.routes}"
  # A name, not the address that it happens to have: that changes with each start.
  advertise: "${address}"
  no_advertise: true
  authorization { user: ${ROUTES_USER}, password: $NATS_ROUTES_PASSWORD, timeout: 5 }
  routes: $NATS_ROUTES
}
`;
}
