export { ensureApiToken } from './api-token.ts';
export { authorization, followToEnd, requestJob } from './job-api.ts';
export { freePort } from './free-port.ts';
export { type FileServer, serveFile } from './serve-file.ts';
export { ServiceProcess } from './service-process.ts';
export { type RunningNats, startNats } from './start-nats.ts';
export { type RunningPostgres, startPostgres } from './start-postgres.ts';
export {
  type ServiceName,
  SERVICES,
  type Stack,
  type StackOptions,
  type StackStep,
  startStack,
} from './start-stack.ts';
export { until } from './until.ts';
export { zipOf } from './zip-of.ts';
