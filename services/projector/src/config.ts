import { commonConfigSchema, databaseConfigSchema } from '@regpipe/runtime';

export const configSchema = commonConfigSchema.extend(databaseConfigSchema.shape);
