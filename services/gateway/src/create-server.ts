import { type EdgeOptions, notificationRoutes, openEdge, type Server } from '@regpipe/http';

import { Allotment } from './access/allotment.ts';
import { documentation } from './documentation.ts';
import type { Gateway } from './gateway.ts';
import type { GatewayLimits } from './limits.ts';
import { watchStreams } from './metrics/watch-streams.ts';
import { commandRoutes } from './routes/commands.ts';
import { consoleRoutes } from './routes/console.ts';
import { datasetComparisonRoutes } from './routes/dataset-comparison.ts';
import { datasetQueryRoutes } from './routes/dataset-queries.ts';
import { datasetStatisticsRoutes } from './routes/dataset-statistics.ts';
import { datasetRoutes } from './routes/datasets.ts';
import { deadChunkRoutes } from './routes/dead-chunks.ts';
import { dropRoutes } from './routes/drops.ts';
import { healthRoutes } from './routes/health.ts';
import { hookRoutes } from './routes/hooks.ts';
import { jobErrorRoutes } from './routes/job-errors.ts';
import { jobEventRoutes } from './routes/job-events.ts';
import { jobHistoryRoutes } from './routes/job-history.ts';
import { jobRoutes } from './routes/jobs.ts';
import { metricsRoutes } from './routes/metrics.ts';
import { projectionRoutes } from './routes/projections.ts';
import { scheduleSettingRoutes } from './routes/schedule-setting.ts';
import { scheduleRoutes } from './routes/schedules.ts';
import { sessionRoutes } from './routes/session.ts';
import { systemRoutes } from './routes/system.ts';
import { tokenRoutes } from './routes/tokens.ts';

type MadeHere = 'closing' | 'keyring' | 'guesses' | 'eventStreams' | 'downloads';

export interface ServerOptions
  extends Omit<Gateway, MadeHere>, Omit<EdgeOptions, 'documentation' | 'sessions'> {
  readonly limits: GatewayLimits;
  /** Of the built console. */
  readonly consoleDirectory: string;
}

/** The HTTP API, ready to listen. Closing it ends event streams and downloads at once. */
export async function createServer(options: ServerOptions): Promise<Server> {
  const { limits, metrics } = options;
  const { server, ...guards } = await openEdge({ ...options, documentation, sessions: true });
  const gateway: Gateway = {
    ...options,
    ...guards,
    eventStreams: new Allotment('event streams', limits.eventStreams),
    downloads: new Allotment('downloads', limits.downloads),
  };
  watchStreams(metrics, gateway);

  healthRoutes(server, gateway);
  sessionRoutes(server, gateway);
  tokenRoutes(server, gateway);
  systemRoutes(server, gateway);
  metricsRoutes(server, { ...gateway, metrics });
  jobRoutes(server, gateway);
  jobErrorRoutes(server, gateway);
  jobEventRoutes(server, gateway);
  jobHistoryRoutes(server, gateway);
  deadChunkRoutes(server, gateway);
  dropRoutes(server, gateway);
  hookRoutes(server, gateway);
  scheduleRoutes(server, gateway);
  scheduleSettingRoutes(server, gateway);
  datasetRoutes(server, gateway);
  datasetComparisonRoutes(server, gateway);
  datasetQueryRoutes(server, gateway);
  datasetStatisticsRoutes(server, gateway);
  commandRoutes(server, gateway);
  projectionRoutes(server, gateway);
  notificationRoutes(server, gateway.answerQuestion);
  await consoleRoutes(server, options.consoleDirectory);
  await server.ready();
  return server;
}
