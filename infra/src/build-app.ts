import type { App } from 'cdktf';

import { MonitoringStack } from './stacks/monitoring/monitoring-stack.ts';
import type { Settings } from './settings.ts';

/** Adds every stack of the project to the app. */
export function buildApp(app: App, settings: Settings): void {
  new MonitoringStack(app, settings);
}
