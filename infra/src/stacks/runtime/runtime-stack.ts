import { TerraformOutput } from 'cdktf';
import type { Construct } from 'constructs';

import { arrivalsOf } from '../../constructs/arrivals.ts';
import { ProjectStack } from '../../constructs/project-stack.ts';
import type { Settings } from '../../settings.ts';
import type { Data } from '../data/data.ts';
import type { Network } from '../network/network.ts';
import { addCluster } from './cluster.ts';
import { migrationEnvironment } from './environment.ts';
import { checkFargateSize } from './fargate-size.ts';
import { addLoadBalancer } from './front/load-balancer.ts';
import { addPrivateApi } from './front/private-api.ts';
import { type RunningService, runService } from './run-service.ts';
import { type Service, SERVICE_NAMES, SERVICES } from './services.ts';
import { addTask, type Task } from './task.ts';

export interface RuntimeInputs {
  readonly network: Network;
  readonly data: Data;
  /** Who hears of alarms. */
  readonly topicArn: string;
}

/** The services, each in tasks of its own, and the task that migrates before them. */
export class RuntimeStack extends ProjectStack {
  readonly services: Readonly<Record<Service, RunningService>>;
  readonly loadBalancerDnsName: string;

  constructor(scope: Construct, settings: Settings, inputs: RuntimeInputs) {
    super(scope, 'runtime', settings);
    checkFargateSize(settings);
    const { network, data, topicArn } = inputs;
    const { source_hosts: sourceHosts } = settings;
    const cluster = addCluster(this);
    const shared = { network, data, topicArn, sourceHosts, cluster, arrivals: arrivalsOf(this) };
    const loadBalancer = addLoadBalancer(this, { network, topicArn });
    const api = addPrivateApi(this, { network, loadBalancer });
    this.loadBalancerDnsName = loadBalancer.dnsName;
    const running = SERVICE_NAMES.map((name) => {
      const { front } = SERVICES[name];
      const target = front === undefined ? undefined : loadBalancer.targets[front];
      return [name, runService(this, name, { ...shared, target })] as const;
    });
    this.services = Object.fromEntries(running) as Record<Service, RunningService>;
    const migrate = addTask(this, {
      name: 'migrate',
      network,
      command: ['cli/src/main.ts', 'migrate', '--roles'],
      environment: migrationEnvironment(data),
      // A service says where its tasks run; this task has none, and whoever runs it looks here.
      tags: {
        'regpipe:subnets': network.privateSubnetIds.join(' '),
        'regpipe:security-group': network.securityGroupIds.migrate,
      },
    });
    this.#tellCallers(loadBalancer.dnsName, api.url);
    this.#tellDeployments(cluster.name, migrate);
  }

  /** Where gateways and query services are asked, from within the VPC. */
  #tellCallers(loadBalancer: string, api: string): void {
    new TerraformOutput(this, 'load_balancer_dns_name', {
      value: loadBalancer,
      description: 'Web console and API',
    });
    new TerraformOutput(this, 'query_api_url', {
      value: api,
      description: 'The private API, for queries alone',
    });
  }

  /** What is deployed to and how it is called, for who does it by hand; ./run deploy knows the names. */
  #tellDeployments(clusterName: string, migrate: Task): void {
    const names = Object.entries(this.services).map(([name, { serviceName }]) => [name, serviceName]);
    new TerraformOutput(this, 'cluster_name', { value: clusterName });
    new TerraformOutput(this, 'service_names', {
      value: Object.fromEntries(names) as Record<string, string>,
    });
    new TerraformOutput(this, 'migrate_family', { value: migrate.definition.family });
  }
}
