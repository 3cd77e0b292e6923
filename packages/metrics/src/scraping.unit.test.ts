import { SERVICES } from '@regpipe/stack';
import { expect, test } from 'vitest';

import { readYaml } from './testing/read-operations.ts';

interface Scraping {
  readonly scrape_configs: readonly {
    readonly dns_sd_configs?: readonly { readonly names: readonly string[]; readonly port: number }[];
    readonly static_configs?: readonly { readonly targets: readonly string[] }[];
  }[];
}

interface Overlay {
  readonly services: Readonly<Record<string, { readonly environment?: Readonly<Record<string, unknown>> }>>;
}

/** The gateway's own numbers come from its API, with those of the system. */
const others = SERVICES.filter((service) => service !== 'gateway').toSorted();

test('beside the containers each service is scraped by its name, at the port where it is told to listen', async () => {
  const [gateway, services] = (await readYaml<Scraping>('prometheus/prometheus.yml')).scrape_configs;
  expect(gateway?.dns_sd_configs).toMatchObject([{ names: ['gateway'], port: 8000 }]);
  const [found] = services?.dns_sd_configs ?? [];
  expect(found?.names.toSorted()).toEqual(others);
  const overlay = await readYaml<Overlay>('prometheus/docker-compose.yml');
  const listening = Object.entries(overlay.services).filter(
    ([, { environment }]) => environment?.['REGPIPE_METRICS_PORT'] === found?.port,
  );
  expect(listening.map(([name]) => name).toSorted()).toEqual(others);
});

test('of an embedded stack each process is scraped at its port', async () => {
  const [gateway, services] = (await readYaml<Scraping>('prometheus/prometheus.local.yml')).scrape_configs;
  expect(gateway?.static_configs).toEqual([{ targets: ['127.0.0.1:8000'] }]);
  const ports = others.map((service) => `127.0.0.1:${9464 + SERVICES.indexOf(service)}`);
  expect(services?.static_configs?.[0]?.targets).toEqual(ports.toSorted());
});
