import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export type Theme = 'dark' | 'light' | 'high-contrast';

const themeNames: Readonly<Record<Theme, string>> = {
  dark: 'Dark Modern',
  light: 'Light Modern',
  'high-contrast': 'Default High Contrast',
};

/** No welcome, no network, nothing that moves between two runs. */
const quiet = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.enableExperiments': false,
  'workbench.tips.enabled': false,
  'window.commandCenter': false,
  'window.autoDetectColorScheme': false,
  'window.autoDetectHighContrast': false,
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'git.enabled': false,
  'editor.cursorBlinking': 'solid',
  'files.autoSave': 'off',
  // A text that a test inserts stays as it is.
  'editor.autoIndent': 'none',
  'editor.autoClosingBrackets': 'never',
  'editor.autoClosingQuotes': 'never',
};

/** Writes the user's settings into the server's data folder. */
export async function writeSettings(
  userData: string,
  theme: Theme,
  settings: Readonly<Record<string, unknown>>,
): Promise<void> {
  const all = { ...quiet, 'workbench.colorTheme': themeNames[theme], ...settings };
  await mkdir(join(userData, 'User'), { recursive: true });
  await writeFile(join(userData, 'User/settings.json'), JSON.stringify(all, null, 2));
}

export interface KeyBinding {
  /** As in `ctrl+alt+k a`. */
  readonly key: string;
  readonly command: string;
}

/** Writes the user's keys into the server's data folder. */
export async function writeKeys(userData: string, keys: readonly KeyBinding[]): Promise<void> {
  if (keys.length > 0) await writeFile(join(userData, 'User/keybindings.json'), JSON.stringify(keys));
}
