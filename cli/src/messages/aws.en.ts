/** Of `./run setup` and `./run cleanup`, where AWS comes in; in English. */
export const awsEn = {
  howToTurnOn:
    'To send the log to CloudWatch, with alarms by mail: ./run setup --alarm-email you@example.com',
  applying: (email: string) =>
    `On AWS: the log group, alarms that write to ${email}, and a user for the agent.`,
  badEmail: (value: string) => `"${value}" is no address that a mail could go to.`,
  filesWritten: 'Written, for you only: .env.local, .aws-credentials, .cloudwatch-agent.json.',
  outputsMissing: (names: readonly string[]) => `The monitoring stack has no outputs ${names.join(', ')}.`,
  outputsMissingNext:
    'Its state may be of another version of this project: ./run tf-plan monitoring shows what it lacks.',
  credentialsForeign: (file: string) =>
    `${file} holds keys that ./run setup has not written; it would replace them.`,
  credentialsForeignNext: 'Move the file away, and AWS lines of your own out of .env; then run it again.',
  overridden: (variables: readonly string[]) =>
    `The environment counts more than .env.local, and says otherwise: ${variables.join(', ')}.`,
  overriddenNext: (names: readonly string[]) => `unset ${names.join(' ')}, then: ./run setup`,

  connected: (logGroup: string) => `The log goes to CloudWatch, group ${logGroup}.`,
  dashboard: 'dashboard',
  confirmMail: (email: string) =>
    `AWS has sent a mail to ${email}: unless you have done so before, confirm it. Until then no alarm reaches anybody.`,

  willRemove: [
    'This removes from AWS, for good: the log group with every line in it, alarms and dashboard, the topic with its',
    'subscribers, and the user of the CloudWatch agent with its key.',
  ],
  removed: 'The monitoring stack is gone from AWS, and the keys and settings that were for it from here.',
  kept: 'What ./run setup has made on AWS stays (--keep-aws). To remove it: ./run cleanup.',
};
