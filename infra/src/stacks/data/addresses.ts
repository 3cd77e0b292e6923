import { NATS_SERVICES, type NatsService } from '@regpipe/contracts';

import { addGivenSecret } from '../../constructs/given-secret.ts';
import type { ProjectStack } from '../../constructs/project-stack.ts';
import type { AddedSecret } from '../../constructs/secret.ts';
import { DATABASE_ROLES } from './data.ts';

/*
 * Of servers that are there already: addresses with user and password. Each is a variable of its own, as Terraform takes a
 * text from the environment as it is, and reads anything else as an expression, in which passwords would need quotes.
 */

/** Who connects: those of the services that do, and whoever migrates. */
const CONNECTING = ['admin', ...DATABASE_ROLES] as const;

export type DatabaseAddresses = Readonly<Record<`db/${(typeof CONNECTING)[number]}`, AddedSecret>>;
export type NatsAddresses = Readonly<Record<`nats/${NatsService}`, AddedSecret>>;

/** Takes `TF_VAR_database_url_<who>`. */
export function addDatabaseAddresses(stack: ProjectStack): DatabaseAddresses {
  const addresses = CONNECTING.map((who) => {
    const name = `db/${who}` as const;
    const description =
      who === 'admin'
        ? 'postgres://… of the administrator who migrates'
        : `postgres://… of the role regpipe_${who}`;
    return [name, addGivenSecret(stack, { name, description, variable: `database_url_${who}` })] as const;
  });
  return Object.fromEntries(addresses) as DatabaseAddresses;
}

/** Takes `TF_VAR_nats_url_<service>`. */
export function addNatsAddresses(stack: ProjectStack): NatsAddresses {
  const addresses = NATS_SERVICES.map((service) => {
    const name = `nats/${service}` as const;
    const description = `nats://… or tls://… of the user of ${service}`;
    return [name, addGivenSecret(stack, { name, description, variable: `nats_url_${service}` })] as const;
  });
  return Object.fromEntries(addresses) as NatsAddresses;
}
