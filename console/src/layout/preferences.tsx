import { type Language, LANGUAGES } from '@regpipe/terms';

import { chooseLanguage, language } from '../i18n/language.ts';
import { shellTexts } from '../messages/shell.ts';
import { chooseTheme, theme, THEMES } from '../theme/theme.ts';

/** Language and theme, remembered in this browser. */
export function Preferences() {
  const words = shellTexts();
  return (
    <div class="preferences">
      <select
        aria-label={words.language}
        value={language.value}
        onChange={({ currentTarget: { value } }) => chooseLanguage(value as Language)}
      >
        {LANGUAGES.map((option) => (
          <option key={option} value={option} lang={option}>
            {words.languages[option]}
          </option>
        ))}
      </select>
      <select
        aria-label={words.theme}
        value={theme.value}
        onChange={({ currentTarget: { value } }) =>
          chooseTheme(THEMES.find((option) => option === value) ?? 'auto')
        }
      >
        {THEMES.map((option) => (
          <option key={option} value={option}>
            {words.themes[option]}
          </option>
        ))}
      </select>
    </div>
  );
}
