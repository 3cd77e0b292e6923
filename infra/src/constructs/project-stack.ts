import { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
import { LocalBackend, S3Backend, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';

import { type Naming, namingOf } from '../naming.ts';
import type { Settings } from '../settings.ts';

/** From the folder of a stack's configuration, where terraform works, to infra/state. */
const STATE_DIRECTORY = '../../../state';

/** One concern of the project: its own configuration, its own state, applied and destroyed by itself. */
export abstract class ProjectStack extends TerraformStack {
  readonly settings: Settings;
  readonly named: Naming;

  constructor(scope: Construct, concern: string, settings: Settings) {
    super(scope, concern);
    this.settings = settings;
    this.named = namingOf(settings.project);
    new AwsProvider(this, 'aws', {
      region: settings.region,
      defaultTags: [{ tags: { Project: settings.project, Stack: concern, ManagedBy: 'terraform' } }],
    });
    // The first that knows write-only arguments, by which secrets stay out of the state.
    this.addOverride('terraform.required_version', '>= 1.11');
    this.#keepState(concern);
  }

  #keepState(concern: string): void {
    const { project, region, state_bucket: bucket } = this.settings;
    if (bucket === undefined) new LocalBackend(this, { path: `${STATE_DIRECTORY}/${concern}.tfstate` });
    else {
      new S3Backend(this, { bucket, key: `${project}/${concern}.tfstate`, region, encrypt: true });
      // CDKTF does not know the option yet; without it two may apply at once.
      this.addOverride('terraform.backend.s3.use_lockfile', true);
    }
  }
}
