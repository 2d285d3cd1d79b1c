import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { cancelPreview } from '@ledger/desk/terms/preview-turns';
import { TermsPreview } from '@ledger/desk/terms/terms-preview.entity';
import { publicationData } from '@ledger/program/publication-of-terms';
import { lastClosedMonth } from '@ledger/read-models/postgres/queries/last-closed-month';
import type { LedgerRuntime } from '@ledger/runner/ledger-runtime';
import { previewOf, PublicationRefused, type Preview } from '@ledger/runner/publishing/publication-preview';
import { wordsOfChanges } from '@ledger/runner/what-if/preview-words';
import { DeskFacts, type RecordedFact } from '@ledger/service-kit/facts/desk-facts';
import { API_DATA_SOURCE, LEDGER_RUNTIME, READ_MODELS } from '@ledger/service-kit/injection-tokens';
import { noSuchProgram } from '@ledger/service-kit/problems/no-such-program';
import { Problem } from '@ledger/service-kit/problems/problem';
import { DataSource } from 'typeorm';
import { PreviewJobs } from './preview-jobs';
import type { SentTerms } from './sent-terms';

const LISTED = 50;
/** So many may wait for their turn in one program. */
const WAITING_AT_MOST = 20;

/** Previews of terms, and their publication. */
@Injectable()
export class TermsDesk {
  constructor(
    @Inject(API_DATA_SOURCE) private readonly desk: DataSource,
    @Inject(READ_MODELS) private readonly readModels: DataSource,
    @Inject(LEDGER_RUNTIME) private readonly runtime: LedgerRuntime | null,
    private readonly facts: DeskFacts,
    private readonly jobs: PreviewJobs,
  ) {}

  /** Has a preview worked out; resolves when it is kept, long before it is done. Throws Problem for terms that cannot be published. */
  async ask(program: string, sent: SentTerms, by: string): Promise<TermsPreview> {
    const seen = await this.previewNow(program, sent);
    const previews = this.desk.getRepository(TermsPreview);
    if ((await previews.countBy({ program, state: 'waiting' })) >= WAITING_AT_MOST) {
      const detail = `${WAITING_AT_MOST} previews of ${program} wait for their turn: cancel some, or come again later.`;
      throw new Problem('too-many-requests', detail, { headers: { 'Retry-After': '60' } });
    }
    const id = `tpr_${randomBytes(8).toString('hex')}`;
    await previews.insert({
      ...{ id, program, version: seen.after.version, hash: seen.hash, acknowledge: sent.acknowledge },
      terms: JSON.stringify(publicationData(seen.after)),
      changes: JSON.stringify(wordsOfChanges(seen)),
      askedBy: by,
    });
    this.jobs.wake();
    return this.find(program, id);
  }

  async list(program: string): Promise<TermsPreview[]> {
    const previews = this.desk.getRepository(TermsPreview);
    return previews.find({ where: { program }, order: { askedAt: 'DESC', id: 'DESC' }, take: LISTED });
  }

  async find(program: string, id: string): Promise<TermsPreview> {
    const found = await this.desk.getRepository(TermsPreview).findOneBy({ program, id });
    if (found === null) throw new Problem('not-found', `${program} has no preview ${id}.`);
    return found;
  }

  /** Cancels a preview that is not over. */
  async cancel(program: string, id: string): Promise<TermsPreview> {
    const isCancelled = await cancelPreview(this.desk.manager, program, id);
    this.jobs.cancelled(id);
    const found = await this.find(program, id);
    if (!isCancelled) throw new Problem('conflict', `The preview ${id} is ${found.state}: there is nothing to cancel.`);
    return found;
  }

  /** Publishes terms that were seen: by the hash of a preview that is done, while nothing moved since. */
  async publish(program: string, sent: SentTerms, by: string): Promise<RecordedFact & { readonly version: number }> {
    if (sent.hash === null) {
      const errors = [{ field: 'hash', detail: 'is missing: it stands for having seen the preview' }];
      throw new Problem('invalid-request', 'Publishing asks for the hash of the preview.', { errors });
    }
    const known = await this.publishedAs(program, sent, by);
    if (known !== null) return known;
    const seen = await this.previewNow(program, sent);
    if (sent.hash !== seen.hash)
      throw moved(`${sent.hash} is not the hash of what publishing these terms would change now`);
    const previews = this.desk.getRepository(TermsPreview);
    const done = await previews.findOne({
      where: { program, hash: seen.hash, state: 'done' },
      order: { endedAt: 'DESC' },
    });
    if (done === null) throw moved(`no preview with the hash ${seen.hash} is done`);
    await previews.update({ id: done.id }, { publishingAt: new Date(), publishedBy: by });
    const recorded = await this.record(program, seen, { acknowledge: sent.acknowledge, by }).catch(
      async (error: unknown) => {
        await previews.update({ id: done.id }, { publishingAt: null, publishedBy: null });
        throw error;
      },
    );
    this.jobs.wake();
    return { ...recorded, version: seen.after.version };
  }

  /** The very same once more: a request whose answer was lost. */
  private async publishedAs(program: string, { terms, hash, acknowledge }: SentTerms, by: string) {
    const before = await this.desk.getRepository(TermsPreview).findOne({
      where: { program, version: terms.version, hash: hash ?? '', publishedBy: by, acknowledge },
    });
    if (before === null) return null;
    const versions = (await this.programs()).find(({ name }) => name === program)?.versions ?? [];
    if (!versions.some(({ version }) => version === terms.version)) return null;
    if (before.terms !== JSON.stringify(publicationData(terms))) return null;
    const data = { ...publicationData(terms), ...(acknowledge ? { acknowledge } : {}), by };
    const key = `terms-${terms.version}-${hash ?? ''}`;
    const recorded = await this.facts.record({ program, type: 'terms.published', data, key });
    return { ...recorded, verdict: 'ignored' as const, version: terms.version };
  }

  private async record(
    program: string,
    { after, hash }: Preview,
    { acknowledge, by }: { readonly acknowledge: boolean; readonly by: string },
  ): Promise<RecordedFact> {
    const data = { ...publicationData(after), ...(acknowledge ? { acknowledge } : {}), by };
    const fact = { program, type: 'terms.published', data, key: `terms-${after.version}-${hash}` } as const;
    try {
      return await this.facts.record(fact);
    } catch (error) {
      const code = error instanceof Problem ? error.more.extensions?.['code'] : undefined;
      if (code === 'version_not_next') throw moved(`another version ${after.version} of ${program} was published`);
      throw error;
    }
  }

  private async previewNow(program: string, { terms, acknowledge }: SentTerms): Promise<Preview> {
    const known = (await this.programs()).find(({ name }) => name === program);
    if (known === undefined) throw noSuchProgram(program);
    const closedThrough = await lastClosedMonth(this.readModels, program);
    try {
      return previewOf({ file: 'terms', terms }, { known, closedThrough }, { acknowledge });
    } catch (error) {
      if (!(error instanceof PublicationRefused)) throw error;
      // A version that was taken meanwhile is no fault of the file.
      const isOver = known.versions.some(({ version }) => version === terms.version);
      throw new Problem(isOver ? 'conflict' : 'rejected', `${error.message}.`);
    }
  }

  private programs() {
    if (this.runtime === null) throw new Problem('unavailable', 'This process only reads: ask referral-intake.');
    return this.runtime.programs();
  }
}

function moved(what: string): Problem {
  const detail = `${what}: have a preview made (POST …/terms/previews), look at it, and publish with its hash.`;
  return new Problem('conflict', detail);
}
