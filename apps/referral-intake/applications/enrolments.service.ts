import { Inject, Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { Enrolment } from '@ledger/desk/enrolments/enrolment.entity';
import { isSecretOf, makeSecret, randomId } from '@ledger/desk/invitations/desk-secret';
import { addOwner } from '@ledger/desk/invitations/invite';
import { enqueueMail } from '@ledger/desk/mail/enqueue-mail';
import type { MailLocale } from '@ledger/desk/mail/mail-templates';
import { issuePersonToken } from '@ledger/desk/people/person-tokens';
import { instant } from '@ledger/kernel/instant';
import { selfEnrolmentsPerDay } from '@ledger/program/joining/joining-terms';
import { enrolsItself } from '@ledger/program/uses';
import { DeskFacts } from '@ledger/service-kit/facts/desk-facts';
import { API_DATA_SOURCE } from '@ledger/service-kit/injection-tokens';
import { Problem } from '@ledger/service-kit/problems/problem';
import { DataSource, MoreThan, type EntityManager } from 'typeorm';
import { DraftsService } from './drafts.service';
import { FirstCodes } from './first-codes';

/** Who wants to be a partner, and from where. */
export interface WantsToEnrol {
  readonly program: string;
  readonly partnerType: string;
  readonly email: string;
  readonly name: string | null;
  readonly company: string | null;
  readonly locale: MailLocale;
  /** The network address. */
  readonly address: string;
}

/** A partner that has enrolled itself, with the token of its first person. */
export interface Enrolled {
  readonly program: string;
  readonly partner: string;
  readonly person: string;
  readonly code: string | null;
  readonly token: string;
}

const HOLDS_HOURS = 24;
const DAY_MS = 86_400_000;

/** Partners who enrol themselves, where terms allow it: their e-mail is verified first. */
@Injectable()
export class EnrolmentsService {
  constructor(
    @Inject(API_DATA_SOURCE) private readonly api: DataSource,
    private readonly facts: DeskFacts,
    private readonly drafts: DraftsService,
    private readonly codes: FirstCodes,
  ) {}

  /** Sends a link to the e-mail. Throws `too-many-requests` beyond what terms allow from one address in a day. */
  async begin(wants: WantsToEnrol): Promise<void> {
    const { program, partnerType, email, name, company, locale, address } = wants;
    const terms = await this.drafts.termsOf(program);
    if (!enrolsItself(terms, partnerType)) {
      const detail = 'type must be one that joins by self-enrolment';
      throw new Problem('invalid-request', `${detail}.`, { errors: [{ field: 'type', detail }] });
    }
    const secret = makeSecret();
    const id = randomId('enr');
    const createdAt = new Date();
    const addressHash = hashOfAddress(address);
    await this.api.transaction(async (manager) => {
      await refuseTooMany(manager, { program, addressHash, most: selfEnrolmentsPerDay(terms) });
      await manager.insert(Enrolment, {
        ...{ program, id, partner: randomId('par'), partnerType, locale, name, company, email, addressHash, createdAt },
        ...{ secretHash: secret.hash, expiresAt: new Date(createdAt.getTime() + HOLDS_HOURS * 3_600_000) },
      });
      const path = `/enrol/${program}/${id}#${secret.text}`;
      const values = { name, path, hours: HOLDS_HOURS };
      await enqueueMail(manager, { program, template: 'email-verification', to: email, locale, values, about: id });
    });
  }

  /** Makes a partner of whoever has the link; what was cut off is completed by opening it again. */
  async verify(program: string, id: string, secret: string): Promise<Enrolled> {
    const enrolment = await this.verified(program, id, secret);
    const { partner, partnerType: type, name, company, email, factAt } = enrolment;
    const at = instant(factAt?.getTime() ?? 0);
    const data = { partner, type, ...(name === null ? {} : { name }), email };
    await this.facts.record({ program, type: 'partner.enrolled', data, key: `enrolment-${id}`, time: at });
    const code = enrolment.code ?? (await this.codes.assign({ program, partner, id, company, at }));
    return this.api.transaction(async (manager) => {
      const lock = { mode: 'pessimistic_write' as const };
      const { enrolledAt } = await manager.findOneOrFail(Enrolment, { where: { program, id }, lock });
      if (enrolledAt !== null) throw used();
      const { locale } = enrolment;
      const person = await addOwner(manager, { program, partner, email, name, locale, by: 'self-enrolment' });
      const token = await issuePersonToken(manager, { person, name: 'enrolment', expiresAt: null, by: person });
      await manager.update(Enrolment, { program, id }, { enrolledAt: new Date(), code });
      return { program, partner, person, code, token: token.text };
    });
  }

  /** The enrolment that a secret opens, its fact’s time fixed. */
  private async verified(program: string, id: string, secret: string): Promise<Enrolment> {
    const now = await this.facts.now(program);
    return this.api.transaction(async (manager) => {
      const lock = { mode: 'pessimistic_write' as const };
      const enrolment = await manager.findOne(Enrolment, { where: { program, id }, lock });
      if (enrolment === null || !isSecretOf(secret, [enrolment.secretHash])) {
        throw new Problem('not-found', 'There is no enrolment that this link opens.');
      }
      if (enrolment.enrolledAt !== null) throw used();
      if (enrolment.factAt !== null) return enrolment;
      if (enrolment.expiresAt.getTime() <= Date.now()) throw new Problem('gone', 'This link has expired: begin anew.');
      return manager.save(Object.assign(enrolment, { factAt: new Date(now) }));
    });
  }
}

function used(): Problem {
  return new Problem('gone', 'This link was used: it holds once.');
}

/** The addresses of one day are told apart by it, and no address is kept. */
function hashOfAddress(address: string): string {
  return createHash('sha256').update(`self-enrolment ${address}`).digest('hex');
}

async function refuseTooMany(
  manager: EntityManager,
  { program, addressHash, most }: { readonly program: string; readonly addressHash: string; readonly most: number },
): Promise<void> {
  // Those that come at the same moment wait for each other.
  await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`${program} ${addressHash}`]);
  const since = new Date(Date.now() - DAY_MS);
  const count = await manager.countBy(Enrolment, { program, addressHash, createdAt: MoreThan(since) });
  if (count < most) return;
  throw new Problem('too-many-requests', `From one address at most ${most} enrol in a day: come again tomorrow.`, {
    headers: { 'Retry-After': '3600' },
  });
}
