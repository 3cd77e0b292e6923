export { locateRecords, type RecordSpan } from './locate-records.ts';
export {
  isDefect,
  type ParsedChunk,
  type ParsedRecord,
  parseRecords,
  parseStrictly,
  type StructureDefect,
} from './parse-records.ts';
export { newRecordScan, type RecordScan, type ScanLimits, scanRecord } from './scan-record.ts';
