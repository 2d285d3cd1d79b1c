import { documentOfTerms } from './document-of-terms';
import type { Terms } from './terms';

/** One thing in which terms differ, by the keys of their file; null: it is not in those terms. */
export interface TermsChange {
  /** Such as `earnings.rates[subscription].rate`. */
  readonly path: string;
  readonly before: TermsValue | null;
  readonly after: TermsValue | null;
}

/** What a file of terms may hold. */
export type TermsValue = string | number | boolean | readonly TermsValue[] | { readonly [key: string]: TermsValue };
type Mapping = { readonly [key: string]: TermsValue };

/** Which version it is, from when on and for whom, is no matter of its content. */
const HEAD: ReadonlySet<string> = new Set(['program', 'version', 'effectiveFrom', 'appliesTo']);
/** The keys by which the entries of a list are told apart, where they have them. */
const NAMES = ['pays', 'interval', 'partnerType', 'rail', 'claim'] as const;

/** Everything in which terms differ but for version, beginning and whom they are for, in the order of their file. */
export function changesOfTerms(before: Terms, after: Terms): readonly TermsChange[] {
  return changes('', contentOf(before), contentOf(after));
}

function contentOf(terms: Terms): Mapping {
  const document = documentOfTerms(terms) as Mapping;
  return Object.fromEntries(Object.entries(document).filter(([key]) => !HEAD.has(key)));
}

function changes(path: string, before: TermsValue | undefined, after: TermsValue | undefined): TermsChange[] {
  if (isMapping(before) && isMapping(after)) return changesOfMappings(path, before, after);
  if (isListOfMappings(before) && isListOfMappings(after)) {
    const [left, right] = [byName(before), byName(after)];
    if (left !== null && right !== null) return changesOfEntries(path, left, right);
  }
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  return [{ path, before: before ?? null, after: after ?? null }];
}

function changesOfMappings(path: string, before: Mapping, after: Mapping): TermsChange[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => changes(path === '' ? key : `${path}.${key}`, before[key], after[key]));
}

function changesOfEntries(path: string, before: ReadonlyMap<string, Mapping>, after: ReadonlyMap<string, Mapping>) {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].flatMap((name) => changes(`${path}[${name}]`, before.get(name), after.get(name)));
}

/** The entries of a list by what tells them apart; null: it does not. */
function byName(entries: readonly Mapping[]): ReadonlyMap<string, Mapping> | null {
  const named = new Map(entries.map((entry) => [nameOf(entry), entry]));
  return named.size === entries.length ? named : null;
}

function nameOf(entry: Mapping): string {
  return NAMES.flatMap((key) => {
    const value = entry[key];
    if (value === undefined) return [];
    return [Array.isArray(value) ? value.join(' ') : JSON.stringify(value).replaceAll('"', '')];
  }).join(' ');
}

function isMapping(value: TermsValue | undefined): value is Mapping {
  return typeof value === 'object' && !Array.isArray(value);
}

function isListOfMappings(value: TermsValue | undefined): value is readonly Mapping[] {
  return Array.isArray(value) && value.every((each: TermsValue) => isMapping(each));
}
