export { ChunkReader, isDefect, type RecordView } from './chunk-reader.ts';
export { Field } from './field.ts';
export { locateField, locateStrayQuote, locateSurplus, type TextRange } from './locate-text.ts';
export { parseStrictly } from './read-quoted.ts';
export { newRecordScan, type RecordScan, type ScanLimits, scanRecord } from './scan-record.ts';
export type { StructureDefect } from './structure-defect.ts';
