/** Of the commands that work with Terraform, in English. What Terraform itself says comes as it is. */
export const infraEn = {
  terraformMissing: 'There is neither Terraform nor OpenTofu here, nor a Docker that could run it.',
  programMissing: (program: string) => `There is no program ${program} (REGPIPE_TERRAFORM).`,
  terraformRefused: (program: string, reason: string) =>
    `${program} does not say which version it is: ${reason}`,
  terraformOld: (program: string, version: string, oldest: string) =>
    `${program} ${version} is too old: it must be ${oldest} or newer, to keep secrets out of its states.`,
  getTerraform:
    'Install Terraform (https://developer.hashicorp.com/terraform/install) or OpenTofu (https://opentofu.org/docs/intro/install/), or start Docker. REGPIPE_TERRAFORM names a program that is not on PATH.',
  fetchingImage: (image: string) => `Fetching ${image} …`,
  imageNotFetched: (image: string, code: number) => `${image} could not be fetched (docker pull: ${code}).`,

  notInstalled: 'What the AWS stacks are made with is not installed (400 MB, in infra/node_modules).',
  notInstalledNext: 'Run ./run tf-synth: it installs it. Then run the command again.',
  synthFailed: (reason: string) => `The configuration could not be written: ${reason}`,
  synthFailedNext: 'Read the message; REGPIPE_DEBUG=1 has more. If nothing in infra/ was changed, report it.',
  noSuchStack: (unknown: readonly string[], known: readonly string[]) =>
    `There is no stack ${unknown.join(', ')}. There are: ${known.join(', ')}.`,
  written: (count: number) =>
    `Written, as plain Terraform JSON (${count === 1 ? '1 stack' : `${count} stacks`}):`,
  warning: (text: string) => `Warning: ${text}`,
  toApply: 'To check it: ./run tf-validate. To see what it would change: ./run tf-plan.',

  preparing: (stack: string) => `${stack}: preparing (the first time, the provider of AWS is fetched) …`,
  planning: (stack: string) => `${stack}: planning …`,
  applying: (stack: string) => `${stack}: applying …`,
  destroying: (stack: string) => `${stack}: destroying …`,
  applied: (stacks: readonly string[]) => `Applied: ${stacks.join(', ')}.`,
  waits: (stack: string, missing: readonly string[]) =>
    `${stack}: cannot be planned before ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} there (./run tf-apply ${missing.join(' ')}).`,
  stacksMissing: (stack: string, missing: readonly string[]) =>
    `${stack} needs what is not there yet: ${missing.join(', ')}.`,
  stacksMissingNext: (missing: readonly string[]) => `Apply first: ./run tf-apply ${missing.join(' ')}`,
  applyNeedsYes: (stacks: readonly string[]) =>
    `To apply ${stacks.join(', ')} needs a yes to what terraform will change, and there is no terminal to ask on. Nothing was done.`,
  applyNeedsYesNext: 'See what it would change with ./run tf-plan, then run the command again with --auto.',
  variablesMissing: (names: readonly string[]) => `These variables have no value: ${names.join(', ')}.`,
  variablesMissingNext: 'Set them in the environment or in .env.local.',

  ended: (command: string, stack: string, code: number, asked: boolean) =>
    `terraform ${command} of ${stack} ended with ${code}${asked ? ': an error, or no yes' : ''}.`,
  refused: (command: string, stack: string, said: string) =>
    `terraform ${command} of ${stack} failed:\n${said}`,
  doneBefore: (stacks: readonly string[]) => `Done before: ${stacks.join(', ')}.`,
  endedNext: (again: string, changed: boolean) =>
    `Read what terraform says above.${changed ? ' What it has done is in its state; to go on from there' : ' Then'}: ${again}`,
  refusedNext: (again: string) =>
    `Read its message; most often it is the network, or AWS does not know you (AWS_PROFILE, AWS_ACCESS_KEY_ID). Then: ${again}`,

  valid: (stack: string) => `${stack}: valid`,
  halfValid: (stack: string) => `${stack}: well-formed; not compared with the provider`,
  invalid: (stack: string) => `${stack}: NOT VALID`,
  someInvalid: (stacks: readonly string[]) => `Not valid: ${stacks.join(', ')}.`,
  someInvalidNext: 'Read the problems above; the configuration is made in infra/src/stacks.',
  noProvider: (reason: string) =>
    `The provider of AWS cannot be had here, so what needs no provider is all that was checked:\n${reason}`,
  noProviderNext:
    'Run it again where the provider can be fetched, or name a mirror of it to terraform (provider_installation).',

  stackHas: (stack: string, count: number) =>
    `  ${stack}: ${count === 1 ? '1 resource' : `${count} resources`}`,
  willDestroy: 'This destroys on AWS, with all the data in it and for good:',
  destroyQuestion: 'Destroy it all?',
  stacksRemain: (stacks: readonly string[], others: readonly string[]) =>
    `${others.join(', ')} cannot be there without ${stacks.join(', ')}.`,
  stacksRemainNext: (others: readonly string[]) => `Destroy first: ./run tf-destroy ${others.join(' ')}`,
  destroyed: (stacks: readonly string[]) =>
    stacks.length === 0
      ? 'There is nothing on AWS that these stacks know of.'
      : `Destroyed: ${stacks.join(', ')}.`,
};
