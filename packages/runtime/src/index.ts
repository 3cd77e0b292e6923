export { answer, type BrokerOptions, call, createBroker, startBroker } from './broker.ts';
export { commonConfigSchema, databaseConfigSchema, readConfig } from './config.ts';
export { Secret, secret } from './secret.ts';
export { wholeNumber } from './whole-number.ts';
export type { Health, HealthCheck } from './health.ts';
export { createLifecycle, type Lifecycle, runService } from './lifecycle.ts';
export { serve, type ServiceContext } from './serve.ts';
export { createLogger, type Logger, type LoggerOptions } from './logger.ts';
export { giveWay } from './give-way.ts';
