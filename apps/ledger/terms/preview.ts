import { comparableJson } from '@ledger/contracts/same-content';
import { fingerprint } from '@ledger/runner/fingerprint';
import { changesOfTerms, type TermsChange } from '@ledger/program/changes-of-terms';
import { describeChange, describeVersion } from '@ledger/program/describe-changes';
import { programTerms, unpublishedProgram, type ProgramTerms } from '@ledger/program/program-terms';
import { publicationData, publicationEvent } from '@ledger/program/publication-of-terms';
import type { Terms } from '@ledger/program/terms';
import { readEvent } from '@ledger/contracts/read-event';
import { readEnvelope } from '@ledger/contracts/read-envelope';
import { PeriodRules } from '@ledger/stages/intake/period-rules';
import { rejectPublication } from '@ledger/stages/intake/terms-rules';
import { UserError } from '../user-error';

/** What publishing terms would change, and the hash that stands for having seen it. */
export interface Preview {
  readonly before: Terms | null;
  readonly after: Terms;
  readonly changes: readonly TermsChange[];
  readonly hash: string;
}

/** How a version is published, beside what its terms say. */
export interface PublicationOptions {
  readonly acknowledge: boolean;
}

const HASH_CHARACTERS = 16;

/**
 * What publishing the terms of a file would change against the latest version of the program. Throws UserError, one line,
 * for terms that the gate would refuse: what it refuses beside that (a month that is closed) it says itself.
 */
export function previewOf(
  { file, terms }: { readonly file: string; readonly terms: Terms },
  known: ProgramTerms | undefined,
  { acknowledge }: PublicationOptions,
): Preview {
  const before = known?.versions.at(-1) ?? null;
  refuseNumber(file, terms, before);
  refuseOtherwise(file, terms, known);
  const changes = before === null ? [] : changesOfTerms(before, terms);
  const seen = { before: before && publicationData(before), after: publicationData(terms), acknowledge };
  const hash = Buffer.from(fingerprint(comparableJson(seen)), 'base64')
    .toString('hex')
    .slice(0, HASH_CHARACTERS);
  return { before, after: terms, changes, hash };
}

/** A preview, or the difference of any two terms, in words. */
export function describeDifference(before: Terms | null, after: Terms, changes: readonly TermsChange[]): string {
  if (before === null) return `${describeVersion(after)}: the program is new`;
  const head = `${describeVersion(after)} against ${describeVersion(before)}`;
  if (changes.length === 0) return `${head}: nothing else differs`;
  return [`${head}:`, ...changes.map((change) => `  ${describeChange(change)}`)].join('\n');
}

function refuseNumber(file: string, { program, version }: Terms, before: Terms | null): void {
  const next = (before?.version ?? 0) + 1;
  if (version === next) return;
  const has = before === null ? `this ledger does not know ${program} yet` : `the ledger has version ${before.version}`;
  throw new UserError(
    `${file}: version is ${version}, and ${has}: set version: ${next} in it, and as effectiveFrom the first day on which it is to hold`,
  );
}

function refuseOtherwise(file: string, terms: Terms, known: ProgramTerms | undefined): void {
  const program = known ?? unpublishedProgram(terms.program);
  const { calendar } = known ?? programTerms([terms]);
  if (calendar.startOfDate(calendar.dateAt(terms.effectiveFrom)) !== terms.effectiveFrom)
    throw new UserError(`${file}: effectiveFrom must be a day, such as 2026-07-01`);
  const envelope = readEnvelope(publicationEvent(terms, terms.effectiveFrom));
  const read = envelope.ok ? readEvent(envelope) : null;
  if (read === null || !read.ok)
    throw new UserError(`${file}: the terms make no event: ${read?.detail ?? 'no envelope'}`);
  const refusal = rejectPublication(read.event, program, new PeriodRules(program), known === undefined);
  if (refusal !== null) throw new UserError(`${file}: ${refusal.code}: ${refusal.detail}`);
}
