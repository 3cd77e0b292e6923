export { type StoredMessage, storedMessages } from './stored-messages.ts';
export { type Backend } from './servers/choose-backend.ts';
export { NATS_IMAGE } from './servers/contain-nats.ts';
export { POSTGRES_IMAGE } from './servers/contain-postgres.ts';
export { selfSigned } from './self-signed.ts';
export { testDatabase, type TestDatabase } from './test-database.ts';
export { testNats, type TestNats } from './test-nats.ts';
export { testStack, type TestStack } from './test-stack.ts';
export { until } from '@regpipe/stack';
