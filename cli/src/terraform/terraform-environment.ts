import type { Environment, InfraSettings } from '../settings.ts';
import { pluginFolder } from './state-folder.ts';

/**
 * Of every terraform. The provider of AWS is large: whoever has named no folder for providers gets one for all stacks.
 * Terraform reads such a folder only for what its lock file names already, which a stack that is new does not have, and
 * would fetch the provider for each; it is told to trust the folder, which is private, for the one version that we name.
 */
export function terraformEnvironment({ environment, root }: InfraSettings): Environment {
  const { TF_PLUGIN_CACHE_DIR: folder = '' } = environment;
  const cache = {
    TF_PLUGIN_CACHE_DIR: pluginFolder(root),
    TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: 'true',
  };
  return {
    // What to do next is said by us.
    TF_IN_AUTOMATION: '1',
    // Nobody asks its maker for news.
    CHECKPOINT_DISABLE: '1',
    ...environment,
    ...(folder === '' ? cache : {}),
  };
}
