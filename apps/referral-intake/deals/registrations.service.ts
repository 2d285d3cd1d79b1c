import { Inject, Injectable } from '@nestjs/common';
import { hash, randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { dropFilesOf } from '@ledger/desk/files/keep-file';
import { registrationStanding } from '@ledger/desk/deals/registration-standing';
import type { Instant } from '@ledger/kernel/instant';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { findRegistration, type RegistrationWithHistory } from '@ledger/read-models/tables/registrations';
import type { PersonalReads } from '@ledger/runner/personal/personal-reads';
import type { PartnerOfCaller } from '@ledger/service-kit/access/caller';
import { DeskFacts, type RecordedFact } from '@ledger/service-kit/facts/desk-facts';
import { API_DATA_SOURCE, PERSONAL_READS } from '@ledger/service-kit/injection-tokens';
import { Problem } from '@ledger/service-kit/problems/problem';
import { ProgramReader } from '@ledger/service-kit/reads/program-reader';
import type { SentFile } from '@ledger/service-kit/requests/multipart-reader';
import { DataSource } from 'typeorm';
import { instantOf } from './body-fields';
import { filesInWords, keepSentFiles } from './kept-files';
import type { registerBody } from './registration-bodies';
import { timesDto, type RegisteredDealDto, type ShownRegistration } from './registration.dto';

type PartnerKey = Pick<PartnerOfCaller, 'program' | 'partner'>;

/** Registers deals of partners, and shows how they stand. */
@Injectable()
export class RegistrationsService {
  constructor(
    private readonly facts: DeskFacts,
    private readonly reader: ProgramReader,
    @Inject(API_DATA_SOURCE) private readonly desk: DataSource,
    @Inject(PERSONAL_READS) private readonly personal: PersonalReads | null,
  ) {}

  /**
   * Registers a deal; its files are kept first, and named in its evidence. What the gate rejects leaves nothing behind.
   *
   * @throws Problem `rejected` with the gate's code; `invalid-request` for a file that is not taken
   */
  async register(
    { program, partner }: PartnerKey,
    said: z.output<typeof registerBody>,
    files: readonly SentFile[],
  ): Promise<RegisteredDealDto> {
    const { externalId, customer, company, firstContactAt, relationship, evidence } = said;
    const deal = dealId({ program, partner }, externalId);
    const owner = { program, kind: 'deal', id: deal };
    const { known, terms } = await this.reader.partner(program, partner, async ({ snapshot, terms: found }) => ({
      known: await findRegistration(snapshot, deal),
      terms: found,
    }));
    const kept = known === null ? await this.desk.transaction((desk) => keepSentFiles(desk, files, owner)) : [];
    const shown = [...(evidence === undefined ? [] : [evidence]), ...filesInWords(kept)].join('\n');
    const given = { customer, company, firstContactAt, relationship, evidence: shown === '' ? undefined : shown };
    const at = known?.at ?? (await this.facts.now(program));
    const data = JSON.parse(JSON.stringify({ deal, partner, ...given })) as object;
    // A deal that was rejected may be handed in again: its first answer is not that of what is mended since.
    const key = `registered:${deal}:${hash('sha256', JSON.stringify([data, at]), 'hex').slice(0, 16)}`;
    const fact = { program, type: 'deal.registered', data, key, time: at } as const;
    const recorded = await this.facts.record(fact).catch(async (error: unknown) => {
      if (error instanceof Problem && error.kind === 'rejected' && known === null) {
        await this.desk.transaction((desk) => dropFilesOf(desk, owner));
      }
      throw error;
    });
    const isNew = { at, firstContactAt: instantOf(firstContactAt), reregisteredAt: [], settledAt: null };
    return answerOf(deal, recorded, known ?? isNew, terms, at);
  }

  /** Registers an expired deal of a partner again. Throws the problems `not-found` and `rejected`. */
  async reregister(key: PartnerKey, deal: string): Promise<RegisteredDealDto> {
    const { program } = key;
    const { row, terms } = await this.reader.program(program, async ({ snapshot, terms: found }) => ({
      row: await findRegistration(snapshot, deal),
      terms: found,
    }));
    if (row?.partner !== key.partner) throw noSuchDeal(key, deal);
    const at = await this.facts.now(program);
    const fact = { program, type: 'deal.reregistered', data: { deal }, key: `again:${deal}:${at}`, time: at } as const;
    const recorded = await this.facts.record(fact);
    return answerOf(deal, recorded, { ...row, reregisteredAt: [...row.reregisteredAt, at] }, terms, at);
  }

  /** Registrations with how they stand; the companies are read where they may be seen. */
  async shown(
    rows: readonly RegistrationWithHistory[],
    { terms, clock, seesNames }: { terms: ProgramTerms; clock: Instant; seesNames: boolean },
  ): Promise<readonly ShownRegistration[]> {
    const textOf = seesNames ? await this.texts(rows.map(({ companyRef }) => companyRef)) : () => null;
    return rows.map((row) => ({
      row,
      standing: registrationStanding(row, terms, clock),
      company: textOf(row.companyRef),
    }));
  }

  /** The texts under references; null where there is none any more. */
  async texts(refs: readonly (string | null)[]): Promise<(ref: string | null) => string | null> {
    const values = await this.personal?.values(refs.filter((ref) => ref !== null));
    return (ref) => {
      const value = ref === null ? undefined : values?.get(ref);
      return typeof value === 'string' ? value : null;
    };
  }
}

/** The ledger's name of a deal: of two partners never the same; of one the same for the same name of its own. */
function dealId({ program, partner }: PartnerKey, externalId: string | undefined): string {
  const named = externalId === undefined ? randomUUID() : JSON.stringify([program, partner, externalId]);
  return `deal_${hash('sha256', named, 'hex').slice(0, 20)}`;
}

export function noSuchDeal({ program, partner }: PartnerKey, deal: string): Problem {
  return new Problem('not-found', `${partner} has no registration ${deal} in ${program}.`);
}

function answerOf(
  deal: string,
  { position }: RecordedFact,
  registered: Parameters<typeof registrationStanding>[0],
  terms: ProgramTerms,
  at: Instant,
): RegisteredDealDto {
  return { deal, position, ...timesDto(registrationStanding(registered, terms, at)) };
}
