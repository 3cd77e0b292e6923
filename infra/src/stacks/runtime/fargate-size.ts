import { type Settings, SettingsError } from '../../settings.ts';

interface Size {
  readonly cpu: number;
  readonly fromGb: number;
  readonly toGb: number;
  readonly stepGb: number;
}

const SIZES: readonly Size[] = [
  { cpu: 512, fromGb: 1, toGb: 4, stepGb: 1 },
  { cpu: 1_024, fromGb: 2, toGb: 8, stepGb: 1 },
  { cpu: 2_048, fromGb: 4, toGb: 16, stepGb: 1 },
  { cpu: 4_096, fromGb: 8, toGb: 30, stepGb: 1 },
  { cpu: 8_192, fromGb: 16, toGb: 60, stepGb: 4 },
  { cpu: 16_384, fromGb: 32, toGb: 120, stepGb: 8 },
];
/** The smallest goes by other steps. */
const SMALLEST_CPU = 256;
const SMALLEST_MB = [512, 1_024, 2_048];

/** @throws SettingsError where Fargate has no task of this size, before AWS says so in the middle of a deployment */
export function checkFargateSize({ task_cpu: cpu, task_memory_mb: memory }: Settings): void {
  const fitting = cpu === SMALLEST_CPU ? SMALLEST_MB : fittingMb(cpu);
  if (fitting.includes(memory)) return;
  const message =
    fitting.length === 0
      ? `TF_VAR_task_cpu: must be one of ${[SMALLEST_CPU, ...SIZES.map((size) => size.cpu)].join(', ')}`
      : `TF_VAR_task_memory_mb: with ${cpu} units of CPU must be one of ${fitting.join(', ')}`;
  throw new SettingsError(message);
}

function fittingMb(cpu: number): number[] {
  const size = SIZES.find((candidate) => candidate.cpu === cpu);
  if (size === undefined) return [];
  const { fromGb, toGb, stepGb } = size;
  return Array.from(
    { length: Math.floor((toGb - fromGb) / stepGb) + 1 },
    (_, step) => (fromGb + step * stepGb) * 1_024,
  );
}
