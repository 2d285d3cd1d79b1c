import { Inject, Injectable } from '@nestjs/common';
import { DirectoryEntry, type Listing } from '@ledger/desk/directory/directory-entry.entity';
import { isListed } from '@ledger/program/joining/joining-terms';
import { termsAt } from '@ledger/program/program-terms';
import { findPartner } from '@ledger/read-models/tables/partners';
import { API_DATA_SOURCE } from '@ledger/service-kit/injection-tokens';
import { Problem } from '@ledger/service-kit/problems/problem';
import { ProgramReader, type ReadProgram } from '@ledger/service-kit/reads/program-reader';
import { DataSource, IsNull, Not } from 'typeorm';

/** A partner of a program. */
export interface OfPartner {
  readonly program: string;
  readonly partner: string;
}

const MOST_LISTED = 10_000;

/** The directory of partners: what they say of themselves is public once staff have approved it. */
@Injectable()
export class DirectoryService {
  constructor(
    @Inject(API_DATA_SOURCE) private readonly api: DataSource,
    private readonly reader: ProgramReader,
  ) {}

  /** What the public reads: approved entries of partners that are approved, and of a type that is listed. */
  async listings(program: string): Promise<readonly Listing[]> {
    return this.reader.program(program, async (read) => {
      const where = { program, listed: Not(IsNull()) };
      const entries = await this.api.manager.find(DirectoryEntry, {
        where,
        order: { partner: 'ASC' },
        take: MOST_LISTED,
      });
      const shown: Listing[] = [];
      for (const { partner, listed } of entries) {
        if (listed !== null && (await mayBeListed(read, partner))) shown.push(listed);
      }
      return shown.sort((a, b) => a.name.localeCompare(b.name, 'en'));
    });
  }

  /** Entries for staff: those that wait first. */
  async entries(program: string): Promise<readonly DirectoryEntry[]> {
    await this.reader.program(program, () => Promise.resolve());
    const order = { proposedAt: { direction: 'ASC', nulls: 'LAST' }, partner: 'ASC' } as const;
    return this.api.manager.find(DirectoryEntry, { where: { program }, order, take: MOST_LISTED });
  }

  /** null: the partner has none. */
  async find({ program, partner }: OfPartner): Promise<DirectoryEntry | null> {
    return this.api.manager.findOneBy(DirectoryEntry, { program, partner });
  }

  /** Keeps what a partner says of itself until staff have approved it; what is public stays until then. */
  async propose({ program, partner }: OfPartner, proposed: Listing): Promise<DirectoryEntry> {
    const may = await this.reader.program(program, (read) => mayBeListed(read, partner));
    if (!may) throw new Problem('conflict', `Partners of this type are not listed in the directory of ${program}.`);
    const entry = { program, partner, proposed, proposedAt: new Date(), reason: null };
    await this.api.manager.upsert(DirectoryEntry, entry, ['program', 'partner']);
    return this.api.manager.findOneByOrFail(DirectoryEntry, { program, partner });
  }

  /** Takes a partner out of the directory; answers whether it had an entry. */
  async withdraw({ program, partner }: OfPartner): Promise<boolean> {
    const { affected } = await this.api.manager.delete(DirectoryEntry, { program, partner });
    return (affected ?? 0) > 0;
  }

  /** Approves what waits (`reason` null), or declines it. Throws the problem `conflict` where nothing waits. */
  async decide({ program, partner }: OfPartner, by: string, reason: string | null): Promise<DirectoryEntry> {
    return this.api.transaction(async (manager) => {
      const where = { program, partner };
      const entry = await manager.findOne(DirectoryEntry, { where, lock: { mode: 'pessimistic_write' } });
      if (entry === null) throw new Problem('not-found', `${partner} has no entry in the directory of ${program}.`);
      const { proposed } = entry;
      if (proposed === null) throw new Problem('conflict', `Nothing of ${partner} waits for approval.`);
      const listed = reason === null ? { listed: proposed, listedAt: new Date() } : {};
      return manager.save(Object.assign(entry, listed, { proposed: null, proposedAt: null, decidedBy: by, reason }));
    });
  }
}

async function mayBeListed({ snapshot, terms, clock }: ReadProgram, name: string): Promise<boolean> {
  const partner = clock === null ? null : await findPartner(snapshot, name);
  if (partner === null || clock === null || partner.approvedAt === null || partner.terminated) return false;
  return isListed(termsAt(terms, clock), partner.partnerType);
}
