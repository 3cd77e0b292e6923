export { createMeter, type Measure, type Meter, type MeterOptions } from './create-meter.ts';
export { percentOf } from './percent-of.ts';
export { publishSeconds } from './publish-seconds.ts';
export { recordsDone, recordsInAll, type RecordTotal } from './records.ts';
export { stagesOf } from './stages-of.ts';
export {
  type Stage,
  type StageAmount,
  STAGES,
  type StageName,
  type StageState,
  type StageUnit,
} from './stage.ts';
