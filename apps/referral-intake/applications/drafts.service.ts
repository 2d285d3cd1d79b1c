import { Inject, Injectable } from '@nestjs/common';
import type { AnsweredFile } from '@ledger/desk/applications/application-parts';
import { Application } from '@ledger/desk/applications/application.entity';
import { checkAnswers, type AnswerFault, type Answers } from '@ledger/desk/applications/check-answers';
import { filesOwner } from '@ledger/desk/applications/drop-expired';
import { draftExpiresAt, newDraft, type NewDraft } from '@ledger/desk/applications/new-draft';
import { makeTrackingId } from '@ledger/desk/applications/tracking-id';
import { dropFile, FileRefused, keepFile } from '@ledger/desk/files/keep-file';
import { isSecretOf } from '@ledger/desk/invitations/desk-secret';
import type { ApplicationForm } from '@ledger/program/joining/application-form';
import { fieldsOf, formOf } from '@ledger/program/joining/joining-terms';
import { termsAt } from '@ledger/program/program-terms';
import type { Terms } from '@ledger/program/terms';
import { joinsByApplication } from '@ledger/program/uses';
import { DeskFacts } from '@ledger/service-kit/facts/desk-facts';
import { API_DATA_SOURCE } from '@ledger/service-kit/injection-tokens';
import { Problem } from '@ledger/service-kit/problems/problem';
import { ProgramReader } from '@ledger/service-kit/reads/program-reader';
import type { SentFile } from '@ledger/service-kit/requests/multipart-reader';
import { DataSource, type EntityManager } from 'typeorm';
import { ApplicationSteps } from './application-steps';

/** Who may open which draft. */
export interface DraftAccess {
  readonly program: string;
  readonly draft: string;
  /** Of its link; undefined: none was sent. */
  readonly secret: string | undefined;
}

/** A draft, with the form by which it will be judged. */
export interface ShownDraft {
  readonly application: Application;
  readonly form: ApplicationForm;
  readonly faults: readonly AnswerFault[];
}

export const MOST_FILES_OF_DRAFT = 10;
const MOST_ANSWER_BYTES = 200_000;

/** Drafts of applications, as they are typed. */
@Injectable()
export class DraftsService {
  constructor(
    @Inject(API_DATA_SOURCE) private readonly api: DataSource,
    private readonly facts: DeskFacts,
    private readonly reader: ProgramReader,
    private readonly steps: ApplicationSteps,
  ) {}

  /** The terms in force now. Throws the problem `not-found` for a program that is not published. */
  async termsOf(program: string): Promise<Terms> {
    const versions = await this.reader.program(program, ({ terms }) => Promise.resolve(terms));
    return termsAt(versions, await this.facts.now(program));
  }

  async begin(asked: NewDraft): Promise<ShownDraft & { readonly secret: string }> {
    const terms = await this.termsOf(asked.program);
    if (!joinsByApplication(terms, asked.partnerType)) {
      const known = terms.partnerTypes.filter(({ application }) => application).map(({ name }) => name);
      const detail = `type must be one that joins ${asked.program} by application: ${known.join(', ')}`;
      throw new Problem('invalid-request', `${detail}.`, { errors: [{ field: 'type', detail }] });
    }
    const { application, secret } = await newDraft(this.api.manager, asked);
    return { ...shown(application, terms), secret };
  }

  async find(access: DraftAccess): Promise<ShownDraft> {
    const application = await this.opened(this.api.manager, access);
    return shown(application, await this.termsOf(access.program));
  }

  /** Keeps what was typed, unless somebody else wrote meanwhile (`precondition-failed`). */
  async write(access: DraftAccess, answers: Answers, version: number | 'any' | null): Promise<ShownDraft> {
    if (Buffer.byteLength(JSON.stringify(answers)) > MOST_ANSWER_BYTES) {
      throw new Problem('too-large', `The answers have more than ${MOST_ANSWER_BYTES} bytes.`);
    }
    return this.changed(access, (_manager, application) => {
      if (version !== 'any' && version !== application.version) throw writtenMeanwhile(application.version, version);
      application.answers = answers;
      return Promise.resolve();
    });
  }

  /** Keeps files as answers to the fields in which they were sent. */
  async addFiles(access: DraftAccess, sent: readonly SentFile[]): Promise<ShownDraft> {
    const terms = await this.termsOf(access.program);
    return this.changed(access, async (manager, application) => {
      const fields = fieldsOf(formOf(terms, application.partnerType)).map(({ field }) => field);
      for (const { field, name, bytes } of sent) {
        if (!fields.some((known) => known.name === field && known.kind === 'file')) throw noFileField(field);
        const kept = await keepFile(manager, { name, bytes }, filesOwner(application)).catch(refusedFile(field));
        const others = application.files.filter((file) => file.field !== field || file.hash !== kept.hash);
        application.files = [...others, { field, ...kept }];
      }
      if (application.files.length <= MOST_FILES_OF_DRAFT) return;
      throw new Problem('too-large', `A draft has at most ${MOST_FILES_OF_DRAFT} files.`);
    });
  }

  /** Takes a file from the draft; one that was submitted stays where the reviewers find it. */
  async removeFile(access: DraftAccess, hash: string): Promise<ShownDraft> {
    return this.changed(access, async (manager, application) => {
      const isFile = (file: AnsweredFile) => file.hash === hash;
      if (!application.files.some(isFile)) throw new Problem('not-found', 'The draft has no such file.');
      application.files = application.files.filter((file) => !isFile(file));
      if (application.submitted?.files.some(isFile) !== true) await dropFile(manager, filesOwner(application), hash);
    });
  }

  /** Submits a draft; one that was submitted keeps its tracking id. Throws `invalid-request`, naming steps and fields. */
  async submit(access: DraftAccess): Promise<Application> {
    const terms = await this.termsOf(access.program);
    const at = await this.facts.now(access.program);
    const { program, draft: id } = access;
    await this.api.transaction(async (manager) => {
      const application = await this.opened(manager, access, true);
      if (!isOpen(application)) return;
      const { partnerType, answers: typed, files } = application;
      const checked = checkAnswers(formOf(terms, partnerType), typed, files);
      if (!checked.ok) throw incomplete(checked.faults);
      await manager.update(
        Application,
        { program, id },
        {
          submitted: { answers: checked.answers, files },
          submissions: application.submissions + 1,
          trackingId: application.trackingId ?? (await freeTrackingId(manager, program)),
          pending: { step: 'submit', by: null, reason: null, at },
          pendingSince: new Date(),
        },
      );
    });
    return (await this.steps.carryOut({ program, id })).application;
  }

  private async changed(
    access: DraftAccess,
    change: (manager: EntityManager, application: Application) => Promise<void>,
  ): Promise<ShownDraft> {
    const application = await this.api.transaction(async (manager) => {
      const opened = await this.opened(manager, access, true);
      if (!isOpen(opened)) throw new Problem('conflict', 'It was submitted: it is changed once more is asked for.');
      await change(manager, opened);
      const changedAt = new Date();
      const expiresAt = opened.expiresAt === null ? null : draftExpiresAt(changedAt);
      return manager.save(Object.assign(opened, { version: opened.version + 1, changedAt, expiresAt }));
    });
    return shown(application, await this.termsOf(access.program));
  }

  /** To whoever has not its secret a draft is not there. */
  private async opened(manager: EntityManager, { program, draft, secret }: DraftAccess, toChange = false) {
    if (secret === undefined || secret === '') {
      throw new Problem('unauthenticated', 'Send the secret of the draft in the header Draft-Token.');
    }
    const application = await manager.findOne(Application, {
      where: { program, id: draft },
      ...(toChange ? { lock: { mode: 'pessimistic_write' } } : {}),
    });
    if (application === null || !isSecretOf(secret, application.secretHashes)) {
      throw new Problem('not-found', `There is no draft ${draft} in ${program} that this secret opens.`);
    }
    if (application.expiresAt === null || application.expiresAt.getTime() > Date.now()) return application;
    throw new Problem('gone', 'Nobody wrote this draft for long, and it was dropped: begin anew.');
  }
}

function isOpen({ state, pending }: Application): boolean {
  return pending === null && (state === 'draft' || state === 'info_requested');
}

function shown(application: Application, terms: Terms): ShownDraft {
  const form = formOf(terms, application.partnerType);
  const checked = checkAnswers(form, application.answers, application.files);
  return { application, form, faults: checked.ok ? [] : checked.faults };
}

async function freeTrackingId(manager: EntityManager, program: string): Promise<string> {
  for (;;) {
    const trackingId = makeTrackingId(program);
    if (!(await manager.existsBy(Application, { trackingId }))) return trackingId;
  }
}

function incomplete(faults: readonly AnswerFault[]): Problem {
  const errors = faults.map(({ step, field, detail }) => ({
    field: step === '' ? field : `${step}.${field}`,
    detail: `${field} ${detail}`,
  }));
  return new Problem('invalid-request', 'It is not submitted: `errors` names each step and field.', { errors });
}

function writtenMeanwhile(version: number, given: number | null): Problem {
  const detail =
    given === null
      ? 'Send the ETag of the draft in If-Match, or If-Match: * to write over whatever is there.'
      : 'The draft was written meanwhile: read it again, and write with its new ETag.';
  return new Problem('precondition-failed', detail, { headers: { ETag: `"${version}"` } });
}

function noFileField(field: string): Problem {
  const detail = `${field.slice(0, 64)} is no field of files of the form`;
  return new Problem('invalid-request', `${detail}: send each file in the field that it answers.`, {
    errors: [{ field: field.slice(0, 64), detail }],
  });
}

function refusedFile(field: string): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof FileRefused)) throw error;
    throw new Problem('invalid-request', `${error.message}.`, { errors: [{ field, detail: error.message }] });
  };
}
