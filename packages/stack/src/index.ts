export { ensureApiToken } from './api-token.ts';
export { authorization, followToEnd, requestJob } from './job-api.ts';
export { freePort } from './free-port.ts';
export { type FileServer, serveFile } from './serve-file.ts';
export { MALLOC, NODE_FLAGS, NODE_FLAGS_OF, ServiceProcess } from './service-process.ts';
export { natsConfig, NATS_USERS, type NatsUser, OPERATOR, passwordEnvironment } from './nats-config.ts';
export { prepareRoles, serviceUrls } from './prepare-roles.ts';
export {
  JOB_SERVICES,
  PIPELINE_ONLY,
  type ServiceName,
  SERVICES,
  type ServiceUrls,
} from './service-names.ts';
export { natsUrlOf, type NatsUserOptions, type RunningNats, startNats } from './start-nats.ts';
export { type RunningPostgres, startPostgres } from './start-postgres.ts';
export { type Stack, type StackOptions, type StackStep, startStack } from './start-stack.ts';
export { ensurePasswords } from './ensure-passwords.ts';
export { until } from './until.ts';
export { zipOf } from './zip-of.ts';
