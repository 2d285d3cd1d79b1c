import { Inject, Injectable } from '@nestjs/common';
import { enqueueMail } from '@ledger/desk/mail/enqueue-mail';
import { mailLocaleOf } from '@ledger/desk/mail/mail-templates';
import { Membership } from '@ledger/desk/people/membership.entity';
import { Person } from '@ledger/desk/people/person.entity';
import { TermsPreview } from '@ledger/desk/terms/terms-preview.entity';
import { concernsPartner, termsInWords, type ChangedStatement } from '@ledger/explain/terms-in-words';
import type { Language } from '@ledger/explain/language';
import { calendarOf, formatDate } from '@ledger/kernel/calendar';
import type { Instant } from '@ledger/kernel/instant';
import type { ProgramTerms, PublishedTerms } from '@ledger/program/program-terms';
import { partnerList } from '@ledger/read-models/tables/partners';
import { readRows } from '@ledger/read-models/postgres/queries/list-query';
import { API_DATA_SOURCE } from '@ledger/service-kit/injection-tokens';
import { ProgramReader } from '@ledger/service-kit/reads/program-reader';
import { DataSource, In, IsNull, Not, type EntityManager } from 'typeorm';

/** Where a partner reads its terms. */
const PATH = '/terms';

const GONE: Readonly<Record<Language, string>> = { en: 'No longer', de: 'Nicht mehr' };

/** Somebody of a partner who reads mail. */
interface Reader {
  readonly partner: string;
  readonly person: Person;
}

/** Tells partners by mail of versions that concern them, and of acknowledgements that are missing: each once. */
@Injectable()
export class TermsAnnouncements {
  constructor(
    @Inject(API_DATA_SOURCE) private readonly desk: DataSource,
    private readonly reader: ProgramReader,
  ) {}

  /** Announces what was published and not announced yet, as far as the read models show it. */
  async announceAll(): Promise<void> {
    const waiting = await this.desk.manager.find(TermsPreview, {
      where: { publishingAt: Not(IsNull()), announcedAt: IsNull() },
    });
    for (const preview of waiting) await this.announce(preview);
  }

  private async announce(preview: TermsPreview): Promise<void> {
    const { id, program, version, acknowledge } = preview;
    const known = await this.reader.program(program, async ({ snapshot, terms }) => ({
      terms,
      partners: await readRows(snapshot, partnerList(snapshot)),
    }));
    const after = known.terms.versions.find((each) => each.version === version);
    if (after === undefined) return;
    const concerned = known.partners.filter(
      (each) => each.approvedAt !== null && !each.terminated && concernsPartner(after, each.approvedAt),
    );
    const byName = new Map(concerned.map((each) => [each.partner, each]));
    await this.desk.transaction(async (manager) => {
      for (const { partner, person } of await readersOf(manager, program, [...byName.keys()])) {
        const about = byName.get(partner);
        if (about === undefined) continue;
        const locale = mailLocaleOf(person.locale);
        const { changes } = termsInWords(heldBefore(known.terms, after, about.approvedAt), after, about, locale);
        await enqueueMail(manager, {
          program,
          partner,
          template: 'terms-announced',
          to: person.email,
          locale,
          about: `terms-${version}`,
          values: {
            ...addressed(person, after),
            changes: (changes ?? []).map((change) => sentenceOf(change, locale)),
            acknowledge,
          },
        });
      }
      await manager.update(TermsPreview, { id }, { announcedAt: new Date() });
    });
  }

  /** Reminds partners of an acknowledgement, at most once a day each; answers how many of their people it reaches. */
  async remind(program: string, version: PublishedTerms, partners: readonly string[], today: string): Promise<number> {
    return this.desk.transaction(async (manager) => {
      const readers = await readersOf(manager, program, partners);
      for (const { partner, person } of readers) {
        await enqueueMail(manager, {
          program,
          partner,
          template: 'acknowledgement-reminder',
          to: person.email,
          locale: mailLocaleOf(person.locale),
          about: `terms-${version.version} reminded on ${today}`,
          values: addressed(person, version),
        });
      }
      return readers.length;
    });
  }
}

function addressed({ name }: Person, { version, effectiveFrom, timeZone }: PublishedTerms) {
  const from = formatDate(calendarOf(timeZone).dateAt(effectiveFrom));
  return { name, path: PATH, version: String(version), effectiveFrom: from };
}

/** The version before it that concerns the partner. */
function heldBefore({ versions }: ProgramTerms, after: PublishedTerms, approvedAt: Instant | null) {
  const earlier = versions.filter(({ version }) => version < after.version);
  return earlier.findLast((each) => each.version === 1 || concernsPartner(each, approvedAt)) ?? null;
}

function sentenceOf({ before, after }: ChangedStatement, language: Language): string {
  return after ?? `${GONE[language]}: ${before ?? ''}`;
}

/** The people of some partners who may come in, by partner and person. */
async function readersOf(manager: EntityManager, program: string, partners: readonly string[]): Promise<Reader[]> {
  if (partners.length === 0) return [];
  const wanted = new Set(partners);
  const members = (
    await manager.find(Membership, { where: { program }, order: { partner: 'ASC', person: 'ASC' } })
  ).filter(({ partner }) => wanted.has(partner));
  const people = await manager.find(Person, {
    where: { id: In(members.map(({ person }) => person)), disabledAt: IsNull() },
  });
  const byId = new Map(people.map((person) => [person.id, person]));
  return members.flatMap(({ partner, person: id }) => {
    const person = byId.get(id);
    return person === undefined ? [] : [{ partner, person }];
  });
}
