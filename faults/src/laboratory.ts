import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { errorMessage } from '@regpipe/contracts';
import type { ServiceName } from '@regpipe/stack';

import { auditLab, AuditError } from './audit/audit-lab.ts';
import { Bout } from './bout.ts';
import { NotPossibleError, type Strike } from './fault.ts';
import { CLOCK_FILE, PLAN_FILE } from './inject/strike-plan.ts';
import { addUsers } from './lab/add-users.ts';
import { expectedSight, keepAsExpected } from './lab/expected-tables.ts';
import type { Sample } from './lab/samples.ts';
import type { Scale } from './lab/scale.ts';
import { type Lab, startLab } from './lab/start-lab.ts';
import { type ReaderWatch, watchReaders } from './lab/watch-readers.ts';

export interface StrikeResult {
  /** What became of it; what was wrong, when it did not hold. */
  readonly outcome: string;
  readonly held: boolean;
  /** This machine cannot make the strike; the outcome says why. */
  readonly notPossible: boolean;
  readonly recoveryMs: number;
  readonly lost: number;
  readonly doubled: number;
}

/** A laboratory between two strikes. */
interface Quiet {
  readonly lab: Lab;
  readonly readers: ReaderWatch;
  readonly live: Sample;
  /** What readers may see of each sample. */
  readonly sights: readonly string[];
}

/** Strikes one after the other, each against a laboratory that is quiet and whole. */
export class Laboratory {
  readonly #scale: Scale;
  readonly #seed: number | undefined;
  #lab: Lab | undefined;
  #quietLab: Quiet | undefined;

  /** @param seed of what strikes make up; each makes up its own otherwise */
  constructor(scale: Scale, seed?: number) {
    this.#scale = scale;
    this.#seed = seed;
  }

  /** @param needs services beside those of jobs; where this laboratory lacks one, another one is made that has them */
  async strike(strike: Strike, needs: readonly ServiceName[] = []): Promise<StrikeResult> {
    const { lab, readers, live, sights } = await this.#quiet(needs);
    const next = lab.samples.find((sample) => sample !== live) ?? live;
    lab.source.serve({ bytes: next.bytes, etag: `"${next.name}"` });
    const bout = new Bout(lab, live, next, new Set(sights), this.#seed);
    try {
      const outcome = await strike(bout);
      const recoveryMs = bout.recoveryMs ?? 0;
      await this.#mend(lab);
      const difference = await auditLab(bout, readers);
      this.#quietLab = { lab, readers, live: bout.live, sights };
      return { outcome, held: true, notPossible: false, recoveryMs, ...difference };
    } catch (error) {
      const notPossible = error instanceof NotPossibleError;
      const difference = error instanceof AuditError ? error.difference : { lost: 0, doubled: 0 };
      const recoveryMs = bout.recoveryMs ?? 0;
      const logs = notPossible ? '' : ` (logs: ${await keepLogs(lab)})`;
      // Nobody knows what a laboratory is like in which something has gone wrong.
      const unclosed = await this.close().then(
        () => '',
        (cause: unknown) => `; the laboratory cannot be closed: ${errorMessage(cause)}`,
      );
      return {
        outcome: `${errorMessage(error)}${logs}${unclosed}`,
        held: notPossible,
        notPossible,
        recoveryMs,
        ...difference,
      };
    }
  }

  async close(): Promise<void> {
    const [lab, quietLab] = [this.#lab, this.#quietLab];
    this.#lab = undefined;
    this.#quietLab = undefined;
    await quietLab?.readers.stop();
    await lab?.close();
  }

  async #quiet(needs: readonly ServiceName[]): Promise<Quiet> {
    if (this.#quietLab !== undefined) {
      const { stack } = this.#quietLab.lab;
      if (needs.every((name) => stack.of(name).length > 0)) return this.#quietLab;
      await this.close();
    }
    const lab = await startLab(this.#scale, needs);
    this.#lab = lab;
    const sights: string[] = [];
    let live = lab.samples[1];
    for (const sample of lab.samples) {
      lab.source.serve({ bytes: sample.bytes, etag: `"${sample.name}"` });
      const bout = new Bout(lab, live, sample, new Set());
      await bout.published(await bout.start());
      await keepAsExpected(lab.database, sample.name);
      sights.push(await expectedSight(lab.database, sample.name));
      live = sample;
    }
    if (needs.includes('intake')) await addUsers(lab);
    this.#quietLab = { lab, readers: watchReaders(lab.database), live, sights };
    return this.#quietLab;
  }

  /** Takes away what a strike may have left broken. */
  async #mend(lab: Lab): Promise<void> {
    lab.postgresWire.mend();
    lab.natsWire.mend();
    lab.source.release();
    await rm(join(lab.plans, CLOCK_FILE), { force: true });
    await rm(join(lab.plans, PLAN_FILE), { force: true });
  }
}

/** What the services had to say, for whoever looks into it. */
async function keepLogs({ directory }: Lab): Promise<string> {
  const kept = await mkdtemp(join(tmpdir(), 'regpipe-fault-logs-'));
  await cp(join(directory, 'stack', 'logs'), kept, { recursive: true });
  for (const server of ['postgres.log', 'nats.log']) await cp(join(directory, server), join(kept, server));
  return kept;
}
