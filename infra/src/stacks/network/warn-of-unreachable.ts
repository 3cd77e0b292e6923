import { Annotations } from 'cdktf';

import type { ProjectStack } from '../../constructs/project-stack.ts';
import { isOutside, networksOf, type Outside, reachOf } from './reach.ts';

const MISSING: Readonly<Record<Outside, string>> = {
  sources: 'TF_VAR_source_cidrs names no network: the fetcher reaches no source over HTTPS.',
  'existing-database': 'TF_VAR_database_cidrs names no network: nobody reaches the existing database.',
  'existing-nats': 'TF_VAR_nats_cidrs names no network: nobody reaches the existing servers of NATS.',
};

/** Warns of what the table lets be reached and the settings do not: such a stack can be applied, and cannot work. */
export function warnOfUnreachable(stack: ProjectStack): void {
  const annotations = Annotations.of(stack);
  const outside = new Set(reachOf(stack.settings).flatMap(({ to }) => (isOutside(to) ? [to] : [])));
  for (const destination of outside) {
    const networks = networksOf(stack.settings, destination);
    if (networks.length === 0) annotations.addWarning(MISSING[destination]);
    const sixes = networks.filter((cidr) => cidr.includes(':'));
    if (sixes.length > 0) {
      annotations.addWarning(`The VPC speaks IPv4 alone, and does not reach ${sixes.join(', ')}.`);
    }
  }
}
