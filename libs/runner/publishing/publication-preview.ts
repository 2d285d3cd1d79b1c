import { comparableJson } from '@ledger/contracts/same-content';
import { fingerprint } from '../fingerprint';
import { calendarOf, formatDate, monthOfDate, type Month } from '@ledger/kernel/calendar';
import { changesOfTerms, type TermsChange } from '@ledger/program/changes-of-terms';
import { describeChange, describeVersion } from '@ledger/program/describe-changes';
import { unpublishedProgram, type ProgramTerms } from '@ledger/program/program-terms';
import { publicationData, publicationEvent } from '@ledger/program/publication-of-terms';
import type { Terms } from '@ledger/program/terms';
import { readEvent } from '@ledger/contracts/read-event';
import { readEnvelope } from '@ledger/contracts/read-envelope';
import { PeriodRules } from '@ledger/stages/intake/period-rules';
import { rejectPublication } from '@ledger/stages/intake/terms-rules';
import { Fault } from '@ledger/kernel/fault';

/** Terms that cannot be published as they are; the message is one line: what is wrong, and what would be right. */
export class PublicationRefused extends Fault {
  override readonly name = 'PublicationRefused';
  override readonly kind = 'mend';
}

/** What publishing terms would change, and the hash that stands for having seen it. */
export interface Preview {
  readonly before: Terms | null;
  readonly after: Terms;
  readonly changes: readonly TermsChange[];
  readonly hash: string;
}

/** What the ledger has of the program of a file: its terms, none where it is new, and the last of its closed months. */
export interface ProgramBefore {
  readonly known: ProgramTerms | undefined;
  readonly closedThrough: Month | null;
}

/** How a version is published, beside what its terms say. */
export interface PublicationOptions {
  readonly acknowledge: boolean;
}

const HASH_CHARACTERS = 16;

/**
 * What publishing the terms of a file would change against the latest version of the program. Throws PublicationRefused
 * for terms that the gate would refuse.
 */
export function previewOf(
  { file, terms }: { readonly file: string; readonly terms: Terms },
  { known, closedThrough }: ProgramBefore,
  { acknowledge }: PublicationOptions,
): Preview {
  const before = known?.versions.at(-1) ?? null;
  refuseNumber(file, terms, before);
  refuseBeginning(file, terms, before, closedThrough);
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
  throw new PublicationRefused(
    `${file}: version is ${version}, and ${has}: set version: ${next} in it, and as effectiveFrom the first day on which it is to hold`,
  );
}

/** A version begins with a day of its time zone, in no closed month, and not before the version that it follows. */
function refuseBeginning(file: string, terms: Terms, before: Terms | null, closedThrough: Month | null): void {
  const calendar = calendarOf(terms.timeZone);
  const day = calendar.dateAt(terms.effectiveFrom);
  if (calendar.startOfDate(day) !== terms.effectiveFrom)
    throw new PublicationRefused(`${file}: effectiveFrom must be a day, such as 2026-07-01`);
  if (before === null) return;
  const isClosed = closedThrough !== null && monthOfDate(day) <= closedThrough;
  if (!isClosed && terms.effectiveFrom >= before.effectiveFrom) return;
  const open = closedThrough === null ? null : calendar.startOfMonth((closedThrough + 1) as Month);
  const first = open === null || open < before.effectiveFrom ? before.effectiveFrom : open;
  const why = isClosed
    ? 'lies in a month that is closed'
    : `is before version ${before.version} of the terms, which it follows`;
  throw new PublicationRefused(
    `${file}: effectiveFrom is ${formatDate(day)}, which ${why}: set a day from ${formatDate(calendar.dateAt(first))} on`,
  );
}

function refuseOtherwise(file: string, terms: Terms, known: ProgramTerms | undefined): void {
  const program = known ?? unpublishedProgram(terms.program);
  const envelope = readEnvelope(publicationEvent(terms, terms.effectiveFrom));
  const read = envelope.ok ? readEvent(envelope) : null;
  if (read === null || !read.ok)
    throw new PublicationRefused(`${file}: the terms make no event: ${read?.detail ?? 'no envelope'}`);
  const refusal = rejectPublication(read.event, program, new PeriodRules(program), known === undefined);
  if (refusal !== null) throw new PublicationRefused(`${file}: ${refusal.code}: ${refusal.detail}`);
}
