import { TerraformOutput } from 'cdktf';
import type { Construct } from 'constructs';

import { hookDomainOf } from '../../constructs/arrivals.ts';
import { ProjectStack } from '../../constructs/project-stack.ts';
import type { Settings } from '../../settings.ts';
import type { Network } from '../network/network.ts';
import { deliverToHook } from './deliver-to-hook.ts';
import { deliverToQueue } from './deliver-to-queue.ts';
import { addIncomingBucket } from './incoming-bucket.ts';
import { addIncomingRule } from './incoming-rule.ts';
import { addDeadLetters } from './ingest-queue.ts';

export interface IngestOptions {
  readonly topicArn: string;
  readonly network: Pick<Network, 'vpcId' | 'privateSubnetIds' | 'securityGroupIds'>;
  readonly loadBalancerDnsName: string;
}

/** Files that are put into a bucket, and how the intake hears of them (decision 0017). */
export class IngestStack extends ProjectStack {
  readonly bucketName: string;
  readonly bucketArn: string;
  /** Absent where EventBridge calls the gateway by itself. */
  readonly queueArn: string | undefined;

  constructor(scope: Construct, settings: Settings, options: IngestOptions) {
    super(scope, 'ingest', settings);
    const { topicArn, network, loadBalancerDnsName } = options;
    const bucket = addIncomingBucket(this);
    const rule = addIncomingRule(this, bucket.bucket);
    const deadLetters = addDeadLetters(this, { ruleArn: rule.arn, topicArn });
    const delivery = { rule, deadLetters, topicArn };
    const domain = hookDomainOf(settings);
    this.bucketName = bucket.bucket;
    this.bucketArn = bucket.arn;
    this.#tell('bucket_name', bucket.bucket, 'Files go under incoming/');
    this.#tell('dead_letter_queue_url', deadLetters.url, 'Events that nobody has taken');
    if (domain !== undefined) {
      deliverToHook(this, { ...delivery, domain, network, loadBalancerDnsName });
    } else {
      const queue = deliverToQueue(this, delivery);
      this.queueArn = queue.arn;
      this.#tell('queue_url', queue.url, 'Events of files, for the intake');
    }
  }

  #tell(name: string, value: string, description: string): void {
    new TerraformOutput(this, name, { value, description });
  }
}
