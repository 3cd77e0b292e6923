export { answer, type BrokerOptions, call, createBroker, startBroker } from './broker.ts';
export { commonConfigSchema, databaseConfigSchema, readConfig, Secret, secret } from './config.ts';
export type { Health, HealthCheck } from './health.ts';
export { createLifecycle, type Lifecycle, runService } from './lifecycle.ts';
export { serve, type ServiceContext } from './serve.ts';
export { createLogger, type Logger, type LoggerOptions } from './logger.ts';
export { giveWay } from './give-way.ts';
export { wholeNumber } from './whole-number.ts';
