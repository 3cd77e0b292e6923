import { done, type Input, type Operations, seconds } from './json-answer.ts';
import { ACCOUNT, REGION } from './played-ecr.ts';

export interface PlayedDefinition {
  readonly arn: string;
  readonly family: string;
  readonly revision: number;
  status: 'ACTIVE' | 'INACTIVE';
  readonly registeredAt: Date;
  readonly tags: readonly { readonly key: string; readonly value: string }[];
  /** As it was registered. */
  readonly settings: Input;
}

/** What a tag of ECS may hold. */
const TAG_TEXT = /^[\p{L}\p{N} +\-=._:/@]{0,256}$/u;
/** Said by ECS of a task definition, and refused by it in a registration. */
const READ_ONLY = ['taskDefinitionArn', 'revision', 'status', 'requiresAttributes', 'registeredAt'];

/** Task definitions with their revisions. */
export class PlayedDefinitions {
  readonly all: PlayedDefinition[] = [];

  readonly operations: Operations = {
    RegisterTaskDefinition: (input) => this.#registerAnswer(input),
    DescribeTaskDefinition: (input) => {
      const found = this.find(String(input['taskDefinition']));
      if (found === undefined)
        return { error: 'ClientException', message: 'Unable to describe task definition.' };
      return done({ taskDefinition: describe(found), tags: found.tags });
    },
    ListTaskDefinitions: (input) => {
      const listed = this.all
        .filter(({ family }) => family.startsWith(String(input['familyPrefix'])))
        .filter(({ status }) => status === input['status'])
        .sort((one, other) => other.revision - one.revision);
      return done({ taskDefinitionArns: listed.map(({ arn }) => arn) });
    },
  };

  /** By ARN, `family:revision`, or family: the newest active one. */
  find(which: string): PlayedDefinition | undefined {
    const name = which.slice(which.lastIndexOf('/') + 1);
    return this.all.findLast(({ family, revision, status }) =>
      name.includes(':') ? name === `${family}:${revision}` : name === family && status === 'ACTIVE',
    );
  }

  register(input: Input): PlayedDefinition {
    const family = String(input['family']);
    const revision = this.all.filter((one) => one.family === family).length + 1;
    const { tags = [], ...settings } = input as Input & { readonly tags?: PlayedDefinition['tags'] };
    const arn = `arn:aws:ecs:${REGION}:${ACCOUNT}:task-definition/${family}:${revision}`;
    // One a millisecond: whoever asks for the newest is not to find two.
    const registeredAt = new Date(Date.now() + this.all.length);
    const made = { arn, family, revision, status: 'ACTIVE' as const, registeredAt, tags, settings };
    this.all.push(made);
    return made;
  }

  #registerAnswer(input: Input) {
    const tags = (input['tags'] ?? []) as PlayedDefinition['tags'];
    const readOnly = READ_ONLY.filter((name) => name in input);
    if (readOnly.length > 0) return { error: 'InvalidParameterException', message: readOnly.join(', ') };
    const bad = tags.find(({ value }) => !TAG_TEXT.test(value));
    if (bad !== undefined) return { error: 'InvalidParameterException', message: `tag ${bad.key}` };
    return done({ taskDefinition: describe(this.register(input)), tags });
  }
}

function describe({ arn, revision, status, registeredAt, settings }: PlayedDefinition): object {
  return {
    ...settings,
    ...{ taskDefinitionArn: arn, revision, status, registeredAt: seconds(registeredAt) },
    requiresAttributes: [{ name: 'ecs.capability.task-eni' }],
    compatibilities: ['EC2', 'FARGATE'],
    registeredBy: `arn:aws:iam::${ACCOUNT}:user/somebody`,
  };
}

/** The image of its only container. */
export function imageOf({ settings }: PlayedDefinition): string {
  const [container] = settings['containerDefinitions'] as readonly { readonly image: string }[];
  return container?.image ?? '';
}
