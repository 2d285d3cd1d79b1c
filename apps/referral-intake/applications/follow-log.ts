import { Inject, Injectable } from '@nestjs/common';
import { Application } from '@ledger/desk/applications/application.entity';
import { followDecision, takeUpLogged, type LoggedApplicationOfDesk } from '@ledger/desk/applications/take-up-logged';
import { reviewDueAt } from '@ledger/program/joining/joining-terms';
import { termsAt } from '@ledger/program/program-terms';
import { readLiveTerms } from '@ledger/read-models/postgres/queries/read-terms';
import { loggedApplications, type LoggedApplication } from '@ledger/read-models/tables/application-times';
import { contactsOfPartner } from '@ledger/read-models/tables/partner-contacts';
import { emailOfPartner } from '@ledger/read-models/tables/partner-emails';
import type { PersonalReads } from '@ledger/runner/personal/personal-reads';
import { API_DATA_SOURCE, PERSONAL_READS, READ_MODELS } from '@ledger/service-kit/injection-tokens';
import { ProgramReader, type ReadProgram } from '@ledger/service-kit/reads/program-reader';
import { DataSource } from 'typeorm';

const STATES = {
  applied: 'submitted',
  info_requested: 'info_requested',
  approved: 'approved',
  rejected: 'rejected',
} as const;

/** Keeps the queue of reviewers to what the log says of applications that came, or were decided, as events past it. */
@Injectable()
export class FollowLog {
  constructor(
    @Inject(API_DATA_SOURCE) private readonly api: DataSource,
    @Inject(READ_MODELS) private readonly readModels: DataSource,
    @Inject(PERSONAL_READS) private readonly personal: PersonalReads | null,
    private readonly reader: ProgramReader,
  ) {}

  /** All programs once. */
  async run(): Promise<void> {
    for (const program of (await readLiveTerms(this.readModels)).keys()) await this.followProgram(program);
  }

  /** One program, before its queue is shown. Throws the problem `not-found` where there is none such. */
  async followProgram(program: string): Promise<void> {
    const known = await this.knownOf(program);
    const found = await this.reader.program(program, async (read) => {
      const applications = await loggedApplications(read.snapshot);
      const news = applications.filter(({ partner, step }) => {
        const state = known.get(partner);
        return state === undefined || (state !== STATES[step] && (state === 'submitted' || state === 'info_requested'));
      });
      const found: LoggedApplicationOfDesk[] = [];
      for (const application of news) found.push(await this.asOfDesk(program, read, application));
      return found;
    });
    for (const logged of found) {
      if (known.has(logged.partner)) await followDecision(this.api.manager, logged);
      else await takeUpLogged(this.api.manager, logged);
    }
  }

  private async knownOf(program: string): Promise<ReadonlyMap<string, string>> {
    const rows = await this.api.manager.find(Application, {
      where: { program },
      select: { partner: true, state: true },
    });
    return new Map(rows.map(({ partner, state }) => [partner, state]));
  }

  private async asOfDesk(
    program: string,
    { snapshot, terms }: ReadProgram,
    { partner, partnerType, step, appliedAt, steppedAt }: LoggedApplication,
  ): Promise<LoggedApplicationOfDesk> {
    const contacts = await contactsOfPartner(snapshot, partner);
    const email = await emailOfPartner(snapshot, partner);
    const given = [...contacts, ...(email === null ? [] : [{ kind: 'email', ref: email }])];
    const texts = (await this.personal?.values(given.map(({ ref }) => ref))) ?? new Map<string, unknown>();
    return {
      ...{ program, partner, partnerType, state: STATES[step] },
      appliedAt: new Date(appliedAt),
      dueAt: new Date(reviewDueAt(termsAt(terms, appliedAt), appliedAt)),
      decidedAt: steppedAt === null ? null : new Date(steppedAt),
      answers: Object.fromEntries(
        given.flatMap(({ kind, ref }) => {
          const value = texts.get(ref);
          return typeof value === 'string' ? [[kind, value] as const] : [];
        }),
      ),
    };
  }
}
