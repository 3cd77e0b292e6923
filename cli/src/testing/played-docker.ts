import type { Docker, DockerAnswer } from '../containers/docker.ts';

/** What `docker` answers, by the beginning of its command line. */
export type DockerPlay = Readonly<Record<string, DockerAnswer>>;

export interface PlayedDocker extends Docker {
  /** What it was told, as command lines. */
  readonly told: string[];
}

/** A `docker` that answers as it is told, for what no Docker can be brought to. What is not in the play is refused. */
export function playDocker(play: DockerPlay): PlayedDocker {
  const told: string[] = [];
  const ask = (args: readonly string[]): Promise<DockerAnswer> => {
    const line = args.join(' ');
    told.push(line);
    const found = Object.entries(play).find(([beginning]) => line.startsWith(beginning));
    return Promise.resolve(found?.[1] ?? { outcome: 'refused', complaint: '' });
  };
  return {
    told,
    ask,
    run: async (args) => ((await ask(args)).outcome === 'answered' ? 0 : 1),
  };
}

export function says(output = ''): DockerAnswer {
  return { outcome: 'answered', output };
}
