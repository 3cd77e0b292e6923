import { NATS_SERVICES } from '@regpipe/contracts';

import { addGeneratedSecret } from '../../constructs/generated-secret.ts';
import type { ProjectStack } from '../../constructs/project-stack.ts';
import type { AddedSecret } from '../../constructs/secret.ts';
import { DATABASE_ROLES } from './data.ts';

/** Roles of PostgreSQL whose passwords `regpipe migrate --roles` sets. */
const ROLES = ['migrator', ...DATABASE_ROLES] as const;
/** Users of NATS: the services, whoever looks after the servers, and these among themselves. */
const USERS = [...NATS_SERVICES, 'operator', 'routes'] as const;

export type DatabasePasswords = Readonly<Record<`db/${(typeof ROLES)[number]}`, AddedSecret>>;
export type NatsPasswords = Readonly<Record<`nats/${(typeof USERS)[number]}`, AddedSecret>>;

export function addDatabasePasswords(stack: ProjectStack): DatabasePasswords {
  const passwords = ROLES.map((role) => {
    const name = `db/${role}` as const;
    const description = `Password of PostgreSQL's role regpipe_${role}`;
    return [name, addGeneratedSecret(stack, { name, description })] as const;
  });
  return Object.fromEntries(passwords) as DatabasePasswords;
}

export function addNatsPasswords(stack: ProjectStack): NatsPasswords {
  const passwords = USERS.map((user) => {
    const name = `nats/${user}` as const;
    return [
      name,
      addGeneratedSecret(stack, { name, description: `Password of NATS' user ${user}` }),
    ] as const;
  });
  return Object.fromEntries(passwords) as NatsPasswords;
}

/** By the variables in which ops/nats/nats-server.conf and nats-start.ts expect them. */
export function natsVariables(passwords: NatsPasswords): Readonly<Record<string, AddedSecret>> {
  return Object.fromEntries(
    USERS.map((user) => [`NATS_${user.toUpperCase()}_PASSWORD`, passwords[`nats/${user}`]]),
  );
}
