import { TerraformOutput } from 'cdktf';
import type { Construct } from 'constructs';

import { addGeneratedSecret } from '../../constructs/generated-secret.ts';
import { ProjectStack } from '../../constructs/project-stack.ts';
import type { Settings } from '../../settings.ts';
import type { Network } from '../network/network.ts';
import { addDatabaseAddresses, addNatsAddresses } from './addresses.ts';
import type { Data } from './data.ts';
import { addDatabase } from './database.ts';
import { addDatabaseAlarms } from './database-alarms.ts';
import { describeDatabase } from './database-urls.ts';
import { addNats } from './nats-cluster.ts';
import { addDatabasePasswords, addNatsPasswords, natsVariables } from './passwords.ts';

export interface DataInputs {
  readonly network: Network;
  /** Of alarms. */
  readonly topicArn: string;
}

/** What keeps data: PostgreSQL and NATS, ours or existing ones, and the secrets with which services are let in. */
export class DataStack extends ProjectStack implements Data {
  readonly database: Data['database'];
  readonly natsUrl: Data['natsUrl'];
  readonly secrets: Data['secrets'];

  constructor(scope: Construct, settings: Settings, inputs: DataInputs) {
    super(scope, 'data', settings);
    const database = settings.database === 'rds' ? this.#addDatabase(inputs) : undefined;
    const nats = settings.nats === 'ecs' ? this.#addNats(inputs) : undefined;
    const apiToken = addGeneratedSecret(this, {
      name: 'api-token',
      description: "The token with which the gateway's administrator begins",
    });
    this.database = database?.reached;
    this.natsUrl = nats?.url;
    this.secrets = {
      ...(database?.secrets ?? addDatabaseAddresses(this)),
      ...(nats?.secrets ?? addNatsAddresses(this)),
      'api-token': apiToken,
    };
    new TerraformOutput(this, 'secrets', {
      description: 'Where each secret is, by its name without the project',
      value: Object.fromEntries(Object.entries(this.secrets).map(([name, { arn }]) => [name, arn])),
    });
  }

  #addDatabase({ network, topicArn }: DataInputs) {
    const instance = addDatabase(this, network);
    addDatabaseAlarms(this, instance, topicArn);
    new TerraformOutput(this, 'database_address', { value: instance.address });
    const reached = describeDatabase(instance);
    return { reached, secrets: { ...addDatabasePasswords(this), 'db/admin': reached.masterPassword } };
  }

  #addNats(inputs: DataInputs) {
    const secrets = addNatsPasswords(this);
    const { url, clusterName } = addNats(this, { ...inputs, passwords: natsVariables(secrets) });
    new TerraformOutput(this, 'nats_cluster', { value: clusterName });
    return { url, secrets };
  }
}
