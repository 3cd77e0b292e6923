import type { ProvidedContext } from 'vitest';
import type { Reporter, TestModule, Vitest } from 'vitest/node';

/** Ends a run with what its servers were, and one line that a machine can read: `12 passed, 0 failed`. */
export default class CountReporter implements Reporter {
  #vitest: Vitest | undefined;

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    let passed = 0;
    let failed = errors.length;
    for (const module of modules) {
      const before = passed + failed;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') passed += 1;
        else if (state === 'failed') failed += 1;
      }
      // A file that cannot even be loaded has no tests, and must not look like success.
      if (module.state() === 'failed' && passed + failed === before) failed += 1;
    }
    for (const line of this.#describeServers()) process.stdout.write(`\n${line}`);
    process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
  }

  /** One line for each way in which tests had servers; none where no test had any. */
  #describeServers(): Set<string> {
    const contexts = this.#vitest?.projects.map((project) => project.getProvidedContext()) ?? [];
    // Unit tests have none, whatever the type of what the others are given says.
    const chosen = contexts.flatMap(({ backend }: Partial<ProvidedContext>) => backend ?? []);
    return new Set(chosen.map(({ backend, why }) => `Servers of the tests: ${backend} (${why})`));
  }
}
