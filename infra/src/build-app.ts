import type { App } from 'cdktf';

import type { Settings } from './settings.ts';
import { DataStack } from './stacks/data/data-stack.ts';
import { IngestStack } from './stacks/ingest/ingest-stack.ts';
import { MonitoringStack } from './stacks/monitoring/monitoring-stack.ts';
import { NetworkStack } from './stacks/network/network-stack.ts';
import { RuntimeStack } from './stacks/runtime/runtime-stack.ts';

/** Adds every stack of the project to the app. What one takes of another becomes a reference to the other's state. */
export function buildApp(app: App, settings: Settings): void {
  const { topicArn } = new MonitoringStack(app, settings);
  const network = new NetworkStack(app, settings);
  const data = new DataStack(app, settings, { network, topicArn });
  const { loadBalancerDnsName } = new RuntimeStack(app, settings, { network, data, topicArn });
  new IngestStack(app, settings, { network, topicArn, loadBalancerDnsName });
}
