export { fuzzApi, type FuzzOptions, type FuzzReport } from './fuzz-api.ts';
