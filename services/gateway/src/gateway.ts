import type { Offer } from '@regpipe/bus';
import type { Calls, DroppedObject, Projection, ReceivedDrop, StreamView } from '@regpipe/contracts';
import type { Database } from '@regpipe/database';
import type { Dataset } from '@regpipe/datasets';
import type { AnswerQuestion, Edge } from '@regpipe/http';
import type { Logger, SeenReplica } from '@regpipe/runtime';

import type { Allotment } from './access/allotment.ts';
import type { JobChanges } from './job-changes.ts';
import type { SystemFacts } from './metrics/system-facts.ts';

/** What the HTTP side needs of the world. */
export interface Gateway extends Pick<Edge, 'keyring' | 'guesses' | 'closing'> {
  /** For jobs and publications. */
  readonly database: Database;
  /** For the data sets' own queries: however many of them are slow, jobs can be watched and cancelled. */
  readonly queries: Database;
  /** The numbers that Prometheus asks for. */
  readonly facts: SystemFacts;
  readonly datasets: readonly Dataset[];
  readonly callTracker: CallTracker;
  readonly callIntake: CallIntake;
  /** Has a projection made anew. Throws RefusedError PROJECTION_UNKNOWN, PROJECTOR_UNAVAILABLE when it is away. */
  readonly callProjector: (projection: string) => Promise<Projection>;
  /** Stores a command. Throws RetryableError BUS_UNAVAILABLE when NATS is away. */
  readonly offerCommand: Offer;
  readonly isTrackerVisible: () => boolean;
  /** Has a query service answer. */
  readonly answerQuestion: AnswerQuestion;
  readonly listReplicas: () => readonly SeenReplica[];
  readonly bus: BusView;
  readonly jobChanges: JobChanges;
  readonly eventStreams: Allotment;
  readonly downloads: Allotment;
  readonly log: Logger;
}

/** What the gateway may see of NATS: no message, only how much there is. */
export interface BusView {
  /** Undefined when it does not answer within `limitMs`. */
  readonly readVersion: (limitMs: number) => Promise<string | undefined>;
  /** Throws RetryableError BUS_UNAVAILABLE within seconds. */
  readonly lookAtStreams: () => Promise<StreamView[]>;
}

type TrackerCall = Exclude<keyof Calls, 'tracker.fetchPlan'>;
type Answer<N extends TrackerCall> = Extract<Calls[N]['result'], { ok: true }>['value'];

/** Sends a command to the tracker. Throws RefusedError when it refuses, TRACKER_UNAVAILABLE when it is away. */
export type CallTracker = <N extends TrackerCall>(name: N, params: Calls[N]['params']) => Promise<Answer<N>>;

/** Tells the intake of a dropped file. Throws RefusedError when it takes none of the kind, INTAKE_UNAVAILABLE when it is away. */
export type CallIntake = (object: DroppedObject) => Promise<ReceivedDrop>;
