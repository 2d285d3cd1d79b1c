/** One thing that is wrong in a file of terms. */
export interface TermsError {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** Where in the terms: `tiers.referral.rates[0].rate`; empty for the file as a whole. */
  readonly path: string;
  /** The value that stands there, as text. */
  readonly value: string;
  /** What is wrong and what would be right. */
  readonly message: string;
}

/** A place in the terms: keys and positions from the top. */
export type TermsPath = readonly (string | number)[];

/** A fault of the terms before it is known in which file and on which line it stands. */
export interface TermsFault {
  readonly path: TermsPath;
  readonly message: string;
}

/** One line for the reader: `terms.yaml:21: earnings.rates[0].rate is 20: …`. */
export function formatTermsError({ file, line, path, value, message }: TermsError): string {
  const where = path === '' ? '' : `${path}${value === '' ? '' : ` is ${value}`}: `;
  return `${file}:${line}: ${where}${message}`;
}

/** `['tiers', 'referral', 'rates', 0]` → `tiers.referral.rates[0]`. */
export function formatTermsPath(path: TermsPath): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return text === '' ? step : `${text}.${step}`;
  }, '');
}
