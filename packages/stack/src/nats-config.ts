import { NATS_SERVICES, type NatsPermissions, natsPermissions, type NatsService } from '@regpipe/contracts';

/** Whoever runs the server by hand: may do everything. */
export const OPERATOR = 'operator';
export type NatsUser = NatsService | typeof OPERATOR;
export const NATS_USERS: readonly NatsUser[] = [...NATS_SERVICES, OPERATOR];
export type NatsPasswords = Readonly<Record<NatsUser, string>>;

const HEAD = `# Users of nats-server and what each may do. Generated: node packages/stack/src/print-nats-config.ts
#
# The passwords come from the server's environment. A value is read like the rest of this file: one that begins with a
# digit stands in quotes of its own, as in NATS_LOADER_PASSWORD='"1e5…"'. Instead of a password its bcrypt hash may be
# given, quoted likewise.

jetstream {
  # Where to keep the streams is said on the command line: --store_dir.
  #
  # nats-server 2.9 does not start with the next line; 2.10 and later sync each message to disk before they say that it
  # is stored. regpipe does not need it: what is lost is fetched again.
  # sync_interval: always
}
`;

/**
 * The configuration of a nats-server for regpipe alone: JetStream, a user for each service and one for the operator.
 * ops/nats/nats-server.conf is this text for the namespace `regpipe`; a test keeps the two the same.
 */
export function natsConfig(namespace: string): string {
  const users = NATS_SERVICES.map((service) => userBlock(service, natsPermissions(service, namespace)));
  return `${HEAD}
authorization {
  users: [
${users.join('')}    { user: ${OPERATOR}, password: $${passwordVariable(OPERATOR)} }
  ]
}
`;
}

/** What the server's environment must say for the configuration. */
export function passwordEnvironment(passwords: NatsPasswords): Record<string, string> {
  return Object.fromEntries(NATS_USERS.map((user) => [passwordVariable(user), passwords[user]]));
}

function passwordVariable(user: NatsUser): string {
  return `NATS_${user.toUpperCase()}_PASSWORD`;
}

function userBlock(user: NatsUser, { publish, subscribe }: NatsPermissions): string {
  return `    {
      user: ${user}, password: $${passwordVariable(user)}
      permissions: {
        publish: { allow: [
${subjectLines(publish)}
        ] }
        subscribe: { allow: [
${subjectLines(subscribe)}
        ] }
      }
    }
`;
}

function subjectLines(subjects: readonly string[]): string {
  return subjects.map((subject) => `          "${subject}"`).join('\n');
}
