import { readFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';
import { RAILS } from '@ledger/contracts/decided-words';
import { FIELD_KINDS, FILE_KINDS } from '@ledger/program/joining/application-form';
import { CLAIM_KINDS } from '@ledger/program/terms';
import { PAID_KINDS } from '@ledger/program/terms-schema';
import { parseTerms } from '@ledger/program/parse-terms';
import { REQUIREMENTS } from '@ledger/contracts/partner-schemas';

export type LeafPath = readonly (string | number)[];

/** A single value of a file of terms, and another that might stand there. */
export interface LeafChange {
  readonly path: LeafPath;
  /** `hold.clearingDays: 30 → 31`. */
  readonly title: string;
  /** The YAML with only this leaf changed. */
  readonly yaml: string;
}

type Leaf = string | number | boolean;
type Tree = { [key: string]: Tree } | Tree[] | Leaf;

/** Every leaf of a file of terms, each changed by itself; to a value that is not refused, where there is one. */
export function changesOfEveryLeaf(file: string): LeafChange[] {
  const text = readFileSync(file, 'utf8');
  return leavesOf(parse(text) as Tree, []).map((path) => {
    const changes = otherValues(parse(text) as Tree, path).map((after) => changed(text, path, after));
    const change = changes.find(({ yaml }) => parseTerms(yaml, file).ok) ?? changes[0];
    if (change === undefined) throw new Error(`no other value is known for ${path.join('.')}`);
    return change;
  });
}

function changed(text: string, path: LeafPath, after: Leaf | null): LeafChange {
  const tree = parse(text) as Tree;
  const title = `${path.join('.')}: ${leafAt(tree, path)} → ${after ?? 'left out'}`;
  if (after === null) remove(tree, path);
  else replace(tree, path, after);
  return { path, title, yaml: stringify(tree) };
}

function leavesOf(tree: Tree, path: LeafPath): LeafPath[] {
  if (typeof tree !== 'object') return [path];
  const keys = Array.isArray(tree) ? tree.keys() : Object.keys(tree);
  return [...keys].flatMap((key) => leavesOf((tree as Record<string | number, Tree>)[key] as Tree, [...path, key]));
}

function valueAt(tree: Tree, path: LeafPath): Tree {
  return path.reduce<Tree>((here, step) => (here as Record<string | number, Tree>)[step] as Tree, tree);
}

function leafAt(tree: Tree, path: LeafPath): Leaf {
  const value = valueAt(tree, path);
  if (typeof value === 'object') throw new Error(`${path.join('.')} is a group`);
  return value;
}

function replace(tree: Tree, path: LeafPath, value: Tree): void {
  (valueAt(tree, path.slice(0, -1)) as Record<string | number, Tree>)[path.at(-1) as string] = value;
}

function remove(tree: Tree, path: LeafPath): void {
  const list = valueAt(tree, path.slice(0, -1));
  if (!Array.isArray(list)) throw new Error(`no other value is known for ${path.join('.')}`);
  list.splice(Number(path.at(-1)), 1);
}

/** What else each key may hold, where it is one of a few words; of lists, what each entry may be. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  appliesTo: ['all', 'new-partners', 'new-customers'],
  timeZone: ['UTC', 'Asia/Tokyo'],
  effectiveFrom: ['2020-01-01', '2026-02-01'],
  joins: ['application', 'self-enrolment'],
  approvalRequires: REQUIREMENTS,
  requires: [...REQUIREMENTS, 'tax-form', 'acknowledgement'],
  certification: REQUIREMENTS,
  earnOn: ['collected', 'billed'],
  pays: [...PAID_KINDS].reverse(),
  duration: ['lifetime', 'first-payment'],
  from: ['first-service', 'first-earning'],
  returns: ['all', 'pro-rata'],
  claims: CLAIM_KINDS,
  claim: CLAIM_KINDS,
  rails: RAILS,
  rail: RAILS,
  defaultRail: RAILS,
  every: ['day', 'month', 'quarter'],
  kind: FIELD_KINDS,
  accepts: FILE_KINDS,
};

/** Names, and what people read in a form: any other text will do. */
const NAMES: ReadonlySet<string> = new Set(['program', 'name', 'title', 'label', 'help', 'options']);

/** Sensible other values of a leaf; null: to leave it out of its list, where all others stand in it already. */
function otherValues(tree: Tree, path: LeafPath): (Leaf | null)[] {
  const value = leafAt(tree, path);
  if (typeof value === 'boolean') return [!value];
  if (typeof value === 'number') return value > 1 ? [value + 1, value - 1] : [value + 1];
  return value.endsWith('%') ? otherPercentages(value) : otherTexts(tree, path, value);
}

function otherTexts(tree: Tree, path: LeafPath, value: string): (Leaf | null)[] {
  if (value.startsWith('https://')) return [`${value}elsewhere`];
  const key = String(path.findLast((step) => typeof step === 'string'));
  if (NAMES.has(key)) return [`other-${value}`];
  const words = namesTiers(key, path) ? Object.keys(tierBlocks(tree)) : WORDS[key];
  if (words === undefined) return [];
  const siblings = valueAt(tree, path.slice(0, -1));
  const taken: readonly Tree[] = Array.isArray(siblings) ? siblings : [value];
  const free = words.filter((word) => belongsHere(word, path) && !taken.includes(word));
  return free.length === 0 && taken.length > 1 ? [null] : free;
}

/** One percent point more or less, within 0 % and 100 %. */
function otherPercentages(text: string): string[] {
  const percent = Number(text.slice(0, -1));
  return [percent + 1, percent - 1].filter((other) => other >= 0 && other <= 100).map((other) => `${other}%`);
}

function namesTiers(key: string, path: LeafPath): boolean {
  return (key === 'tiers' || key === 'sharedBy' || key === 'tier') && path[0] === 'attribution';
}

function tierBlocks(tree: Tree): { [key: string]: Tree } {
  return (tree as { tiers?: { [key: string]: Tree } }).tiers ?? {};
}

/** `requires` of a tier names requirements, that of the payout what a partner must have filed. */
function belongsHere(word: string, path: LeafPath): boolean {
  const filed = word === 'tax-form' || word === 'acknowledgement';
  return path[0] === 'payout' ? filed || !REQUIREMENTS.includes(word as never) : !filed;
}
