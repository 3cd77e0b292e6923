export { type ApiClient, createApiClient } from './api-client.ts';
export { ApiError, CliError } from './cli-error.ts';
export { reportJob, type WatchContext, watchWithProgress } from './follow-job.ts';
export { type Language, type Messages, messagesFor } from './messages/index.ts';
export { createOutput, type Output } from './output.ts';
export { findMiscount, summarize } from './summary.ts';
export type { WatchOptions } from './watch.ts';
export { watchJob } from './watch-job.ts';
