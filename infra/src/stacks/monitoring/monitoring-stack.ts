import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group/index.js';
import { CloudwatchLogStream } from '@cdktf/provider-aws/lib/cloudwatch-log-stream/index.js';
import type { IamAccessKey } from '@cdktf/provider-aws/lib/iam-access-key/index.js';
import { TerraformOutput } from 'cdktf';
import type { Construct } from 'constructs';

import { addMetricFilters } from '../../constructs/metric-filters.ts';
import { ProjectStack } from '../../constructs/project-stack.ts';
import type { Settings } from '../../settings.ts';
import { addLogAlarms } from './alarms.ts';
import { addAlertTopic } from './alert-topic.ts';
import { addDashboard } from './dashboard/dashboard.ts';
import { addLogWriter } from './log-writer.ts';

/** The two paths by which lines arrive (docs/logs.md). */
const STREAMS = ['console', 'file'] as const;

/** What the services log, what is counted in it, and who hears of it. */
export class MonitoringStack extends ProjectStack {
  /** Where the alarms of every stack go. */
  readonly topicArn: string;

  constructor(scope: Construct, settings: Settings) {
    super(scope, 'monitoring', settings);
    const group = this.#addLogGroup();
    addMetricFilters(this, { id: 'logs', group: group.name });
    this.topicArn = addAlertTopic(this).arn;
    const alarms = addLogAlarms(this, this.topicArn);
    const dashboardUrl = addDashboard(this, { group: group.name, alarmArns: alarms.map(({ arn }) => arn) });
    const key = addLogWriter(this, group);
    this.#tell(group, key, dashboardUrl);
  }

  #addLogGroup(): CloudwatchLogGroup {
    const group = new CloudwatchLogGroup(this, 'logs', {
      name: this.settings.log_group,
      retentionInDays: this.settings.log_retention_days,
    });
    for (const name of STREAMS) {
      new CloudwatchLogStream(this, name, { name, logGroupName: group.name });
    }
    return group;
  }

  /** What whoever sets up the services has to know. */
  #tell(group: CloudwatchLogGroup, key: IamAccessKey, dashboardUrl: string): void {
    new TerraformOutput(this, 'access_key_id', { value: key.id });
    new TerraformOutput(this, 'secret_access_key', { value: key.secret, sensitive: true });
    new TerraformOutput(this, 'log_group', { value: group.name });
    new TerraformOutput(this, 'region', { value: this.settings.region });
    new TerraformOutput(this, 'topic_arn', { value: this.topicArn });
    new TerraformOutput(this, 'dashboard_url', { value: dashboardUrl });
  }
}
