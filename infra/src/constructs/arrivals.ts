import type { Settings } from '../settings.ts';
import { accountOf } from './account.ts';
import type { ProjectStack } from './project-stack.ts';

/*
 * Where files arrive, by the names that the stack `ingest` gives: it is applied after the runtime, whose tasks are told
 * these names and may use what has them, so neither can ask the other for them.
 */

/** What the first part of an object's key says of it. */
export const PREFIXES = {
  /** Put there to be loaded: each new object, and each new version of one, is an event. */
  incoming: 'incoming/',
  /** Moved there by the intake when its rows are loaded. */
  processed: 'processed/',
  /** Moved there by the intake when they could not be, with the reason beside it. */
  failed: 'failed/',
  /** What came of it, for whoever has put it there. */
  results: 'results/',
} as const;

export interface Arrivals {
  readonly bucket: string;
  readonly bucketArn: string;
  /** Of events, for the intake to take from; undefined where EventBridge calls the gateway by itself. */
  readonly queue: { readonly name: string; readonly arn: string; readonly url: string } | undefined;
}

export function arrivalsOf(stack: ProjectStack): Arrivals {
  const { region } = stack.settings;
  const account = accountOf(stack);
  // The names of buckets are one space for all accounts.
  const bucket = `${stack.named('incoming')}-${account.id}`;
  const queue = stack.named('ingest');
  return {
    bucket,
    bucketArn: `arn:${account.partition}:s3:::${bucket}`,
    queue:
      hookDomainOf(stack.settings) === undefined
        ? {
            name: queue,
            arn: account.arn('sqs', queue),
            url: `https://sqs.${region}.${account.dnsSuffix}/${account.id}/${queue}`,
          }
        : undefined,
  };
}

/** The host name by which EventBridge calls the gateway; without a certificate it cannot. */
export function hookDomainOf(settings: Settings): string | undefined {
  const { certificate_arn: certificate, gateway_domain: domain } = settings;
  return certificate === undefined ? undefined : domain;
}
