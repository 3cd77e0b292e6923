/*
 * The shapes of the documents in bench/results. Seconds, MB of a million bytes; keys as they stand in the JSON.
 */

export interface Stage {
  readonly name: string;
  readonly seconds: number;
}

export interface StageShare extends Stage {
  /** Of the whole, 0 to 1. */
  readonly fraction: number;
}

export type RowCounts = Readonly<Record<string, number>>;

/** What a process, or all processes of one name, has used. */
export interface Usage {
  readonly cpu_seconds: Readonly<Record<string, number>>;
  readonly peak_rss_mb: Readonly<Record<string, number>>;
}

/** One full job, from the POST until a client has been told of its end. */
export interface JobRun extends Usage {
  readonly seconds: number;
  readonly stages: readonly Stage[];
  readonly rows: RowCounts;
  /** From published until references are validated and search indexes built: not part of `seconds`. */
  readonly search_seconds: number;
}

/** One run of another way to fill the same tables. */
export interface ReferenceRun {
  readonly seconds: number;
  readonly stages: readonly Stage[];
  readonly rows: RowCounts;
  /** Of its own process, where it has one to tell of. */
  readonly peak_rss_mb?: number;
  readonly cpu_seconds?: number;
}

export interface Round {
  /** Names of the ways, as they came. */
  readonly order: readonly string[];
  readonly job?: JobRun;
  readonly references: Readonly<Record<string, ReferenceRun>>;
}

export interface Comparison {
  readonly name: string;
  readonly seconds: number;
  readonly ratio_to_floor: number | null;
  readonly notes: string;
  /** Of the round whose time is the median. */
  readonly stages: readonly Stage[];
}

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memory_gb: number;
  readonly platform: string;
  readonly node: string;
  readonly postgres: string;
  readonly nats: string;
}

/** Where and when a document was measured. */
export interface Circumstances {
  readonly date: string;
  readonly machine: Machine;
}

/** `latest.json`. Times are medians over the rounds; stages are those of the round with the median time. */
export interface ComparisonResult extends Circumstances, Usage {
  readonly rows: number;
  readonly source_bytes: number;
  /** null when that way was left out. */
  readonly job_seconds: number | null;
  readonly floor_seconds: number | null;
  readonly ratio: number | null;
  readonly search_seconds: number | null;
  readonly stages: readonly StageShare[];
  readonly comparisons: readonly Comparison[];
  /** Ways that could not be run, and why. */
  readonly skipped: Readonly<Record<string, string>>;
  readonly rounds: readonly Round[];
}

export interface GrowthSize extends Usage {
  readonly rows: number;
  readonly source_bytes: number;
  readonly seconds: number;
  readonly each: readonly number[];
  readonly stages: readonly StageShare[];
}

/** `growth.json` */
export interface GrowthResult extends Circumstances {
  readonly small: GrowthSize;
  readonly large: GrowthSize;
  readonly times_the_rows: number;
  readonly times_the_seconds: number;
  readonly most_times_the_seconds: number;
  readonly most_rss_mb: number;
  readonly within_limits: boolean;
}

export interface ReplicaRun {
  readonly replicas: number;
  readonly seconds: number;
  readonly each: readonly number[];
  readonly stages: readonly StageShare[];
  readonly cpu_seconds: number;
  readonly rows: RowCounts;
  /** Of every row of every table, whatever their order. */
  readonly checksums: Readonly<Record<string, string>>;
}

export interface PinnedRun {
  readonly cores: number;
  readonly seconds: number;
  readonly each: readonly number[];
  readonly cpu_seconds: number;
}

/** `replicas.json` */
export interface ReplicasResult extends Circumstances {
  readonly rows: number;
  readonly runs: readonly ReplicaRun[];
  readonly identical: boolean;
  readonly pinned: readonly PinnedRun[];
  /** What another core buys, in words. */
  readonly another_core: string;
}

export interface Latency {
  readonly requests: number;
  readonly failures: number;
  readonly p50_ms: number;
  readonly p99_ms: number;
  readonly max_ms: number;
}

/** `serving.json` */
export interface ServingResult extends Circumstances {
  readonly rows: number;
  readonly job_seconds: number;
  /** Between the POST and published. */
  readonly lookup: Latency;
  readonly search: Latency;
  /** From published until the new version's search indexes are built: searches scan meanwhile. */
  readonly search_before_indexes: Latency | null;
  readonly reader: ReaderResult;
}

export interface ReaderResult {
  readonly queries: number;
  /** Of all that it read while the job was publishing. */
  readonly longest_gap_ms: number;
  /** Of the gaps that touch the step of the swap. */
  readonly longest_gap_over_swap_ms: number;
}

/** `small.json` */
export interface SmallResult extends Circumstances {
  readonly rows: number;
  readonly seconds: readonly number[];
  readonly median_seconds: number;
  readonly max_seconds: number;
}

export interface Percentiles extends Latency {
  readonly p95_ms: number;
}

/** Questions or commands per second, asked for by the command line. */
export interface NotificationRates {
  readonly questions: number;
  readonly commands: number;
}

export interface CommandResult {
  readonly sent: number;
  readonly failures: number;
  readonly over_http: number;
  /** Probes that could not be queried half a minute after the last command. */
  readonly unseen: number;
  /** From when a command was due until a query service gave it. */
  readonly lag: Percentiles;
}

export interface Restart {
  readonly signal: 'SIGTERM' | 'SIGKILL';
  /** Seconds from the beginning of the load. */
  readonly at: number;
  readonly back_at: number;
}

export interface RestartResult extends Percentiles {
  readonly restarts: readonly Restart[];
  /** Answered of asked, 0 to 1. */
  readonly availability: number;
}

/** `notifications.json` */
export interface NotificationsResult extends Circumstances {
  readonly records: number;
  readonly per_second: NotificationRates;
  /** Of each load. */
  readonly seconds: number;
  readonly fill_seconds: number;
  readonly questions: Percentiles;
  readonly by_kind: Readonly<Record<string, Percentiles>>;
  /** The same statements by a loop over `pg`. */
  readonly reference: Percentiles;
  /** How late somebody was beside the questions who only waited: what the machine costs everybody. */
  readonly idle: Percentiles;
  /** What the service takes of what the loop takes. */
  readonly times_the_reference: { readonly p50: number; readonly p99: number };
  readonly restarts: RestartResult;
  readonly commands: CommandResult;
  readonly both: { readonly questions: Percentiles; readonly commands: CommandResult };
}

/** One of the rounds of `drops.json`. */
export interface DropRun {
  /** From the file's last byte in the folder until it lies in processed/. */
  readonly seconds: number;
  /** Of these, until the intake had noticed the file and let it settle. */
  readonly notice_seconds: number;
  readonly reference_seconds: number;
}

/** `drops.json` */
export interface DropsResult extends Circumstances {
  readonly rows: number;
  readonly source_bytes: number;
  readonly seconds: number;
  readonly notice_seconds: number;
  readonly reference_seconds: number;
  readonly ratio: number;
  readonly most_seconds: number;
  readonly within_limits: boolean;
  readonly rounds: readonly DropRun[];
}
