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
import { emailsOfPartners } from '@ledger/read-models/tables/partner-emails';
import { partnerList } from '@ledger/read-models/tables/partners';
import { readRows } from '@ledger/read-models/postgres/queries/list-query';
import type { PersonalReads } from '@ledger/runner/personal/personal-reads';
import { API_DATA_SOURCE, PERSONAL_READS } from '@ledger/service-kit/injection-tokens';
import { ProgramReader } from '@ledger/service-kit/reads/program-reader';
import { DataSource, In, IsNull, Not, type EntityManager } from 'typeorm';

/** Where a partner reads its terms. */
const PATH = '/terms';

const GONE: Readonly<Record<Language, string>> = { en: 'No longer', de: 'Nicht mehr' };

/** Somebody of a partner who reads mail. */
interface Reader {
  readonly partner: string;
  readonly to: string;
  /** Null: its name, or its language, is not known. */
  readonly name: string | null;
  readonly locale: string | null;
}

/** Tells partners by mail of versions that concern them, and of acknowledgements that are missing: each once. */
@Injectable()
export class TermsAnnouncements {
  constructor(
    @Inject(API_DATA_SOURCE) private readonly desk: DataSource,
    @Inject(PERSONAL_READS) private readonly personal: PersonalReads | null,
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
    const readers = await this.readersOf(program, [...byName.keys()]);
    await this.desk.transaction(async (manager) => {
      for (const { partner, to, ...somebody } of readers) {
        const about = byName.get(partner);
        if (about === undefined) continue;
        const locale = mailLocaleOf(somebody.locale);
        const { changes } = termsInWords(heldBefore(known.terms, after, about.approvedAt), after, about, locale);
        await enqueueMail(manager, {
          program,
          partner,
          template: 'terms-announced',
          to,
          locale,
          about: `terms-${version}`,
          values: {
            ...addressed(somebody, after),
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
    const readers = await this.readersOf(program, partners);
    return this.desk.transaction(async (manager) => {
      for (const { partner, to, ...somebody } of readers) {
        await enqueueMail(manager, {
          program,
          partner,
          template: 'acknowledgement-reminder',
          to,
          locale: mailLocaleOf(somebody.locale),
          about: `terms-${version.version} reminded on ${today}`,
          values: addressed(somebody, version),
        });
      }
      return readers.length;
    });
  }

  /** The people of some partners who may come in; of one that has none, whoever reads the address that it gave last. */
  private async readersOf(program: string, partners: readonly string[]): Promise<readonly Reader[]> {
    if (partners.length === 0) return [];
    const people = await peopleOf(this.desk.manager, program, partners);
    const reached = new Set(people.map(({ partner }) => partner));
    const wanted = new Set(partners.filter((partner) => !reached.has(partner)));
    const emails = await this.reader.program(program, ({ snapshot }) => emailsOfPartners(snapshot));
    const asked = emails.filter(({ partner }) => wanted.has(partner));
    const kept = await this.personal?.values(asked.map(({ ref }) => ref));
    const others = asked.flatMap(({ partner, ref }): Reader[] => {
      const to = kept?.get(ref);
      return typeof to === 'string' ? [{ partner, to, name: null, locale: null }] : [];
    });
    return [...people, ...others];
  }
}

function addressed({ name }: Pick<Reader, 'name'>, { version, effectiveFrom, timeZone }: PublishedTerms) {
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
async function peopleOf(manager: EntityManager, program: string, partners: readonly string[]): Promise<Reader[]> {
  const wanted = new Set(partners);
  const members = await manager.find(Membership, { where: { program }, order: { partner: 'ASC', person: 'ASC' } });
  const theirs = members.filter(({ partner }) => wanted.has(partner));
  const ids = In(theirs.map(({ person }) => person));
  const people = await manager.find(Person, { where: { id: ids, disabledAt: IsNull() } });
  const byId = new Map(people.map((person) => [person.id, person]));
  return theirs.flatMap(({ partner, person: id }) => {
    const person = byId.get(id);
    return person === undefined ? [] : [{ partner, to: person.email, name: person.name, locale: person.locale }];
  });
}
