import type { System } from '@regpipe/contracts';

import { getSystem } from '../../api/system.ts';
import { Badge } from '../../components/badge.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { Section } from '../../components/section.tsx';
import { ifServed } from '../../loading/if-served.ts';
import { Loaded } from '../../loading/loaded.tsx';
import { useResource } from '../../loading/use-resource.ts';
import { overviewTexts } from './texts.ts';

const POLL_MS = 10_000;

/** One line of the table: a service of ours, or a server. */
interface Part {
  readonly name: string;
  readonly isUp: boolean;
  readonly processes: number | null;
  readonly versions: readonly string[];
}

/** Who is there. */
export function SystemCard() {
  const words = overviewTexts();
  const system = useResource('system', (signal) => ifServed(getSystem(signal)), { pollMs: POLL_MS });
  if (system.data === null) return null;
  return (
    <Section title={words.system}>
      <Loaded resource={system}>{(data) => data !== null && <Parts system={data} />}</Loaded>
    </Section>
  );
}

function Parts({ system }: { readonly system: System }) {
  const words = overviewTexts();
  const parts: Part[] = [
    ...system.services.map(({ name, replicas }) => ({
      name,
      isUp: replicas.length > 0,
      processes: replicas.length,
      versions: [...new Set(replicas.map(({ version }) => version ?? '?'))],
    })),
    serverPart(words.database, system.database),
    serverPart(words.bus, system.bus),
  ];
  const missing = parts.find(({ isUp }) => !isUp);
  return (
    <>
      {missing !== undefined && (
        <p class="note note-warn" role="status">
          {words.awayHint(missing.name, effectOf(missing.name, words.without))}
        </p>
      )}
      {parts.some(({ versions }) => versions.length > 1) && (
        <p class="note note-warn">{words.mixedVersions}</p>
      )}
      <DataTable
        caption={words.system}
        rows={parts}
        keyOf={({ name }) => name}
        columns={[
          { key: 'name', header: words.service, isRowHeader: true, cell: ({ name }) => name },
          {
            key: 'state',
            header: words.state,
            cell: ({ isUp }) => <Badge tone={isUp ? 'good' : 'bad'}>{isUp ? words.up : words.away}</Badge>,
          },
          {
            key: 'processes',
            header: words.replicas,
            align: 'right',
            cell: ({ processes }) => processes ?? '',
          },
          { key: 'versions', header: words.versions, cell: ({ versions }) => versions.join(', ') },
        ]}
      />
    </>
  );
}

/** What its absence means; nearly all of them have a part in jobs. */
function effectOf(
  name: string,
  { jobs, ...others }: Readonly<Record<'jobs' | 'intake' | 'projector' | 'query', string>>,
): string {
  return Object.entries(others).find(([service]) => service === name)?.[1] ?? jobs;
}

function serverPart(name: string, { reachable, version }: System['database']): Part {
  return { name, isUp: reachable, processes: null, versions: version === null ? [] : [version] };
}
