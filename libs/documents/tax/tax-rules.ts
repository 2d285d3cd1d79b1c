import { z } from 'zod';

/** What a payer reports of a year, by the form of the partner: configuration, not advice (docs/tax.md). */
export interface TaxRules {
  /** The form of a partner → the return that its payments are reported on, such as `W-9` → `1099-NEC`. */
  readonly returns: Readonly<Record<string, string>>;
  /** Return → currency → year → from what sum on, from that year on, in minor units; else from the first. */
  readonly thresholdsMinor: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, number>>>>>>;
  /** Rails that report what they pay by themselves; `external`: what was paid before this ledger took over. */
  readonly railsThatReport: readonly string[];
}

/** Those of payouts.md, part 3. */
export const TAX_RULES: TaxRules = {
  returns: { 'W-9': '1099-NEC', 'W-8BEN': '1042-S', 'W-8BEN-E': '1042-S' },
  thresholdsMinor: { '1099-NEC': { USD: { '2020': 60_000, '2026': 200_000 } } },
  railsThatReport: ['paypal', 'external'],
};

/** Rules, or what is wrong with them, a line for each fault. */
export type ReadTaxRules =
  { readonly ok: true; readonly rules: TaxRules } | { readonly ok: false; readonly faults: readonly string[] };

const minor = z.int({ error: 'an amount in minor units, a whole number, is expected' }).min(0);
const byYear = z.record(z.string().regex(/^\d{4}$/, { error: 'a year is expected' }), minor);
const schema = z.strictObject({
  returns: z.record(z.string().min(1), z.string().min(1)),
  thresholdsMinor: z.record(z.string(), z.record(z.string().regex(/^[A-Z]{3}$/), byYear)),
  railsThatReport: z.array(z.string().min(1)),
});

/** Reads rules from what their JSON file holds. */
export function readTaxRules(value: unknown): ReadTaxRules {
  const parsed = schema.safeParse(value);
  if (parsed.success) return { ok: true, rules: parsed.data };
  const faults = parsed.error.issues.map(({ path, message }) => {
    return path.length === 0 ? message : `${path.map(String).join('.')}: ${message}`;
  });
  return { ok: false, faults };
}

/** From what sum of a year on a return is due in a currency, in minor units; null: from the first. */
export function thresholdOf(
  { thresholdsMinor }: TaxRules,
  form: string,
  currency: string,
  year: number,
): bigint | null {
  const byYears = Object.entries(thresholdsMinor[form]?.[currency] ?? {});
  const [latest] = byYears.filter(([from]) => Number(from) <= year).sort(([a], [b]) => Number(b) - Number(a));
  return latest === undefined ? null : BigInt(latest[1]);
}
