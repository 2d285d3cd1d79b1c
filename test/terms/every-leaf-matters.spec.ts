import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { instant } from '@ledger/kernel/instant';
import { termsToJson } from '@ledger/program/describe-terms-canonical';
import { presetPaths } from '@ledger/program/load-terms-file';
import { parseTerms } from '@ledger/program/parse-terms';
import { programTerms } from '@ledger/program/program-terms';
import type { Terms } from '@ledger/program/terms';
import { customersAsShown } from './customers-as-shown';
import { ALL_HISTORIES } from './histories/all-histories';
import { isOfJoining, joiningAsOffered } from './joining-as-offered';
import { changesOfEveryLeaf, type LeafChange } from './leaves';
import { replayed } from './replayed';

describe.each(presetPaths().map((path) => [basename(path), path] as const))('%s', (_file, path) => {
  const preset = termsOf(readFileSync(path, 'utf8'), path);
  const changes = changesOfEveryLeaf(path).map((change) => [change.title, change] as const);
  const asTheyStand = new Map<string, Promise<string>[]>();

  it('gives the same again when nothing is changed', async () => {
    expect(await Promise.all(outputs([preset]))).toEqual(await Promise.all(outputs([preset])));
  });

  it.each(changes)('%s is refused, or changes what comes out of a history', async (_title, change) => {
    const parsed = parseTerms(change.yaml, path);
    if (parsed.ok && isOfJoining(change.path)) {
      expect(joiningAsOffered(parsed.terms)).not.toBe(joiningAsOffered(preset));
      return;
    }
    const noticed = !parsed.ok || (await isNoticed(change, parsed.terms));
    expect(noticed).toBe(true);
  });

  async function isNoticed(change: LeafChange, terms: Terms): Promise<boolean> {
    if (isForPeople(change)) return JSON.stringify(termsToJson(terms)) !== JSON.stringify(termsToJson(preset));
    return differs(outputsAsTheyStand(change), outputs(versions(terms, change)));
  }

  function outputs(terms: readonly Terms[]): Promise<string>[] {
    const histories = ALL_HISTORIES.filter(({ program }) => program === preset.program);
    return [
      ...histories.map(({ events }) => replayed([programTerms(terms)], events)),
      Promise.resolve(customersAsShown(terms)),
    ];
  }

  function outputsAsTheyStand(change: LeafChange): Promise<string>[] {
    const terms = versions(preset, change);
    const key = terms.map(({ version, effectiveFrom }) => `${version} ${effectiveFrom}`).join();
    const known = asTheyStand.get(key) ?? outputs(terms);
    asTheyStand.set(key, known);
    return known;
  }
});

async function differs(before: readonly Promise<string>[], after: readonly Promise<string>[]): Promise<boolean> {
  return (await Promise.all(before)).join('\n') !== (await Promise.all(after)).join('\n');
}

function termsOf(yaml: string, file: string): Terms {
  const parsed = parseTerms(yaml, file);
  if (!parsed.ok) throw new Error(`${file} is not valid`);
  return parsed.terms;
}

/** What no amount follows from, and no history: it is in the terms that are published, for what people do by the API. */
const FOR_PEOPLE: readonly (readonly string[])[] = [['attribution', 'links']];

function isForPeople({ path }: LeafChange): boolean {
  return FOR_PEOPLE.some((place) => place.every((key, index) => path[index] === key));
}

/**
 * Since when terms apply, and to whom, shows only beside others: those that were in force before them. To whom, only
 * if they begin while something is going on.
 */
function versions(terms: Terms, { path: [key] }: LeafChange): Terms[] {
  const earlier: Terms = { ...terms, version: 1000, effectiveFrom: instant(0), appliesTo: 'all' };
  if (key === 'effectiveFrom') return [earlier, terms];
  if (key === 'appliesTo') return [earlier, { ...terms, effectiveFrom: instant(Date.UTC(2026, 0, 5)) }];
  return [terms];
}
