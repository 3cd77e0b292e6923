import { CloudwatchDashboard } from '@cdktf/provider-aws/lib/cloudwatch-dashboard/index.js';

import type { ProjectStack } from '../../../constructs/project-stack.ts';
import { COMMANDS_WAITING, STALE_AFTER_S } from '../alarms.ts';
import { layOut, type Row } from './lay-out.ts';
import { alarmStates, graph, type GraphOptions, logTable, text, type Widget } from './widgets.ts';

export interface DashboardOptions {
  /** The log group's name. */
  readonly group: string;
  readonly alarmArns: readonly string[];
}

const RED = '#d62728';
const GREEN = '#2ca02c';
const BLUE = '#1f77b4';
const ORANGE = '#ff7f0e';

/** @returns the address at which the console shows it */
export function addDashboard(stack: ProjectStack, options: DashboardOptions): string {
  const { region } = stack.settings;
  const { dashboardName } = new CloudwatchDashboard(stack, 'dashboard', {
    dashboardName: stack.named('overview'),
    dashboardBody: JSON.stringify({ widgets: layOut(rowsOf(stack, options)) }),
  });
  return `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#dashboards/dashboard/${dashboardName}`;
}

function rowsOf(stack: ProjectStack, { group, alarmArns }: DashboardOptions): readonly Row[] {
  const { project, region } = stack.settings;
  const draw = (options: Omit<GraphOptions, 'project' | 'region'>): Widget =>
    graph({ project, region, ...options });
  return [
    {
      height: 2,
      widgets: [text(`# ${project}\nWhat the services log to \`${group}\`, and what it adds up to.`)],
    },
    { height: 3, widgets: [alarmStates('Alarms', alarmArns)] },
    {
      height: 6,
      widgets: [
        draw({ title: 'ERROR lines', lines: [{ metric: 'ErrorCount', label: 'ERROR', color: RED }] }),
        draw({
          title: 'Jobs: completed and failed',
          lines: [
            { metric: 'ETLCompleted', label: 'completed', color: GREEN },
            { metric: 'ETLFailed', label: 'failed', color: RED },
          ],
        }),
        draw({
          title: 'Records: processed and rejected',
          lines: [
            { metric: 'RecordsProcessed', label: 'processed', color: GREEN },
            { metric: 'RecordsRejected', label: 'rejected', color: ORANGE },
          ],
        }),
      ],
    },
    {
      height: 6,
      widgets: [
        draw({
          title: 'Age of what is published, in seconds',
          lines: [
            { metric: 'PublicationAge', label: 'since it was published', color: BLUE },
            { metric: 'VerifiedAge', label: 'since it was compared with its source', color: GREEN },
          ],
          marks: [{ value: STALE_AFTER_S, label: 'stale' }],
        }),
        draw({
          title: 'Chunks that wait',
          lines: [
            { metric: 'RawBacklog', label: 'for a transformer', color: BLUE },
            { metric: 'CleanBacklog', label: 'for a loader', color: GREEN },
            { metric: 'DeadLetters', label: 'for a redrive', color: RED },
          ],
        }),
        draw({
          title: 'Commands that wait',
          lines: [{ metric: 'CommandBacklog', label: 'for a projector', color: BLUE }],
          marks: [{ value: COMMANDS_WAITING, label: 'a lag' }],
        }),
      ],
    },
    {
      height: 8,
      widgets: [
        logTable({
          title: 'Newest log events',
          region,
          group,
          query: [
            'fields @timestamp, level, name, event, job_run_id, message',
            'sort @timestamp desc',
            'limit 50',
          ],
        }),
      ],
    },
  ];
}
