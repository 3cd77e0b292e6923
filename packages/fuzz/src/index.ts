export { type ExpectedFile, expectFile, type ExpectedReject, keptRaw } from './expect-file.ts';
export type { ExpectedIndustry, ExpectedRegistration, Outcome } from './expect-record.ts';
export { type FuzzFile, fuzzFile, type Layout, layout, type PlacedRecord, writeFile } from './fuzz-file.ts';
export { type FuzzRecord, fuzzRecord } from './fuzz-record.ts';
export { COLUMNS } from './record-values.ts';
