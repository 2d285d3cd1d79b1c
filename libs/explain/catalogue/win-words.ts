import type { Language } from '../language';

type Says = Readonly<Record<Language, (missing: number, rate: string) => string>>;

/** What the next win of a quarter brings. */
export const WORDS_OF_WINS = {
  more: {
    en: (missing, rate) => `With ${missing} more wins everything earned in this quarter is paid at ${rate}.`,
    de: (missing, rate) => `Mit ${missing} weiteren Abschlüssen wird alles aus diesem Quartal mit ${rate} vergütet.`,
  },
  next: {
    en: (_, rate) => `With the next win everything earned in this quarter is paid at ${rate}.`,
    de: (_, rate) => `Mit dem nächsten Abschluss wird alles aus diesem Quartal mit ${rate} vergütet.`,
  },
  reached: {
    en: (_, rate) => `Everything earned in this quarter is paid at ${rate}.`,
    de: (_, rate) => `Alles aus diesem Quartal wird mit ${rate} vergütet.`,
  },
} as const satisfies Readonly<Record<string, Says>>;
