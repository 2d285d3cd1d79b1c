import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { CONFLICT_STATES, type ConflictClocks } from '@ledger/desk/deals/conflict-clocks';
import { conflictId } from '@ledger/desk/deals/conflict-desk';
import { CONFLICT_ENTRY_KINDS, type ConflictEntry } from '@ledger/desk/deals/conflict-entry.entity';
import { CONFLICT_ORIGINS, CONFLICT_OUTCOMES, type Conflict } from '@ledger/desk/deals/conflict.entity';
import type { KeptFile } from '@ledger/desk/files/keep-file';
import { formatInstant, type Instant } from '@ledger/kernel/instant';
import { ApiTime, ApiTimeOrNull } from '@ledger/service-kit/openapi/described-fields';
import { KeptFileDto } from './registration.dto';

/** What a conflict is to whoever may see it. */
@ApiSchema({ name: 'ConflictOfPartner' })
export class ConflictOfPartnerDto {
  @ApiProperty({ example: 'cf-12' })
  conflict!: string;

  @ApiProperty({ description: 'As it is shown to who asks.' })
  customer!: string;

  @ApiProperty({ enum: CONFLICT_ORIGINS, description: 'claims: several partners claim it; dispute: one disputes it.' })
  origin!: string;

  @ApiProperty({ enum: CONFLICT_STATES, description: 'waiting: for a partner manager; in_review: with one.' })
  state!: string;

  @ApiTime('Since when it is open, by the clock of the program.')
  openedAt!: string;

  @ApiTime('By when it has to be settled: 5 working days.')
  settleBy!: string;

  @ApiTimeOrNull('When it was settled.')
  settledAt!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    enum: [...CONFLICT_OUTCOMES, null],
    description: 'overridden by staff; left as it was; lapsed: a claim fell away.',
  })
  outcome!: string | null;
}

/** The same for staff. */
@ApiSchema({ name: 'Conflict' })
export class ConflictDto extends ConflictOfPartnerDto {
  @ApiProperty({ type: [String] })
  partners!: readonly string[];

  @ApiProperty({ type: 'integer', description: 'Whole hours since it was opened, at asOf.' })
  ageHours!: number;

  @ApiTime('By when it has to be with a partner manager: 48 hours.')
  takeBy!: string;

  @ApiTimeOrNull('By when what it waits for has to be done; null: it is settled.')
  due!: string | null;

  @ApiProperty()
  overdue!: boolean;

  @ApiTimeOrNull('When a partner manager took it.')
  takenAt!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'The principal who took it.' })
  takenBy!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'The principal who settled it; null: nobody of staff.' })
  settledBy!: string | null;
}

@ApiSchema({ name: 'ConflictEntry' })
export class ConflictEntryDto {
  @ApiProperty({ type: 'integer' })
  number!: number;

  @ApiProperty({ enum: CONFLICT_ENTRY_KINDS })
  kind!: string;

  @ApiTime('When.')
  at!: string;

  @ApiProperty({ type: String, nullable: true, description: 'The principal; null: the ledger, or not to be seen.' })
  by!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Of the partners the one that said it; null: staff.' })
  byPartner!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'To which partner staff said it; null: to nobody.' })
  forPartner!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'null: nothing, or not to be seen.' })
  words!: string | null;

  @ApiProperty({ type: [KeptFileDto] })
  files!: readonly KeptFile[];
}

@ApiSchema({ name: 'ConflictWithLog' })
export class ConflictWithLogDto extends ConflictDto {
  @ApiProperty({ type: [ConflictEntryDto], description: 'In the order in which it was said.' })
  log!: readonly ConflictEntryDto[];
}

@ApiSchema({ name: 'ConflictOfPartnerWithLog' })
export class ConflictOfPartnerWithLogDto extends ConflictOfPartnerDto {
  @ApiProperty({ type: [ConflictEntryDto], description: 'What the partner said, and what staff said to it.' })
  log!: readonly ConflictEntryDto[];
}

@ApiSchema({ name: 'Conflicts' })
export class ConflictsDto {
  @ApiProperty()
  program!: string;

  @ApiTimeOrNull("The program's own clock.")
  asOf!: string | null;

  @ApiProperty({ type: [ConflictDto], description: 'Overdue ones first, then by what is due; settled ones last.' })
  items!: readonly ConflictDto[];
}

@ApiSchema({ name: 'ConflictsOfPartner' })
export class ConflictsOfPartnerDto {
  @ApiProperty({ type: [ConflictOfPartnerDto] })
  items!: readonly ConflictOfPartnerDto[];
}

const HOUR_MS = 3_600_000;

/** A conflict as a partner sees it: nothing of any other. */
export function conflictOfPartnerDto(
  conflict: Conflict,
  { state, settleBy }: ConflictClocks,
  shown: (customer: string) => string,
): ConflictOfPartnerDto {
  return {
    conflict: conflictId(conflict.number),
    customer: shown(conflict.customer),
    origin: conflict.origin,
    state,
    openedAt: formatInstant(conflict.openedAt),
    settleBy: formatInstant(settleBy),
    settledAt: timeOrNull(conflict.settledAt),
    outcome: conflict.outcome,
  };
}

/** A conflict as staff see it. */
export function conflictDto(conflict: Conflict, clocks: ConflictClocks, asOf: Instant): ConflictDto {
  return {
    ...conflictOfPartnerDto(conflict, clocks, (customer) => customer),
    partners: conflict.partners,
    ageHours: Math.floor((asOf - conflict.openedAt) / HOUR_MS),
    takeBy: formatInstant(clocks.takeBy),
    due: timeOrNull(clocks.due),
    overdue: clocks.overdue,
    takenAt: timeOrNull(conflict.takenAt),
    takenBy: conflict.takenBy,
    settledBy: conflict.settledBy,
  };
}

/** An entry as staff see it; `mayRead`: whether they may read what was said. */
export function entryDto(entry: ConflictEntry, files: readonly KeptFile[], mayRead: boolean): ConflictEntryDto {
  return {
    number: entry.number,
    kind: entry.kind,
    at: formatInstant(entry.at),
    by: entry.by,
    byPartner: entry.byPartner,
    forPartner: entry.forPartner,
    words: mayRead ? entry.words : null,
    files: mayRead ? files.filter(({ hash }) => entry.files.includes(hash)) : [],
  };
}

/** What a partner sees of the log: what it said, what was said to it, and what happened, without who did it and why. */
export function entriesForPartner(
  entries: readonly ConflictEntry[],
  files: readonly KeptFile[],
  partner: string,
): readonly ConflictEntryDto[] {
  return entries.flatMap((entry) => {
    const isIts = entry.byPartner === partner || entry.forPartner === partner;
    const happened = entry.kind === 'opened' || entry.kind === 'taken' || entry.kind === 'settled';
    if (!isIts && !happened) return [];
    const shown = entryDto(entry, files, isIts);
    return [entry.byPartner === partner ? shown : { ...shown, by: null }];
  });
}

function timeOrNull(at: Instant | null): string | null {
  return at === null ? null : formatInstant(at);
}
