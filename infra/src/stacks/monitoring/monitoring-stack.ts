import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group/index.js';
import { CloudwatchLogStream } from '@cdktf/provider-aws/lib/cloudwatch-log-stream/index.js';
import type { Construct } from 'constructs';

import { ProjectStack } from '../../constructs/project-stack.ts';
import type { Settings } from '../../settings.ts';

/** The two paths by which lines arrive (docs/logs.md). */
const STREAMS = ['console', 'file'] as const;

/** What the services log, what is counted in it, and who hears of it. */
export class MonitoringStack extends ProjectStack {
  constructor(scope: Construct, settings: Settings) {
    super(scope, 'monitoring', settings);
    const group = new CloudwatchLogGroup(this, 'logs', {
      name: settings.log_group,
      retentionInDays: settings.log_retention_days,
    });
    for (const name of STREAMS) {
      new CloudwatchLogStream(this, name, { name, logGroupName: group.name });
    }
  }
}
