/** Settings that cannot be used; the message is one line that names every setting and what would be right. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}
