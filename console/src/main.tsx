import '@picocss/pico/css/pico.min.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/layout.css';
import './styles/components.css';
import './styles/tables.css';
import './styles/rows.css';
import './styles/timeline.css';
import './styles/forms.css';
import './styles/dialogs.css';
import './jobs/jobs.css';
import './pages/job/job.css';

import { render } from 'preact';

import { App } from './app.tsx';
import { startClock } from './browser/now.ts';
import { applyLanguage } from './i18n/language.ts';
import { applyTheme } from './theme/theme.ts';

applyTheme();
applyLanguage();
startClock();
render(<App />, document.getElementById('app') as HTMLElement);
