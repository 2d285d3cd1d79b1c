import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import {
  endPreview,
  notePreview,
  takePreview,
  type PreviewEnd,
  type TakenPreview,
} from '@ledger/desk/terms/preview-turns';
import { calendarOf, parseDate } from '@ledger/kernel/calendar';
import { termsFromJson } from '@ledger/program/describe-terms-canonical';
import type { PublicationData } from '@ledger/program/publication-of-terms';
import type { Terms } from '@ledger/program/terms';
import type { ExplainedLog } from '@ledger/runner/explain/log-reader';
import type { LedgerRuntime } from '@ledger/runner/ledger-runtime';
import { factsStream } from '@ledger/runner/log/stream-names';
import { lookedBackFrom, publicationEffect, type PublicationEffect } from '@ledger/runner/what-if/publication-effect';
import { runWhatIf } from '@ledger/runner/what-if/run-what-if';
import { DeskFacts } from '@ledger/service-kit/facts/desk-facts';
import { API_DATA_SOURCE, EXPLAINED_LOG, LEDGER_RUNTIME } from '@ledger/service-kit/injection-tokens';
import { DataSource } from 'typeorm';
import { effectAsText } from './terms-preview.dto';
import { TermsAnnouncements } from './terms-announcements';

/** So often it is looked for previews that another process left, and for versions that are not announced yet. */
const LOOK_MS = 5_000;
/** So often it is said how far one is. */
const SAY_MS = 1_000;

/** A computation that is not to go on. */
class Ended extends Error {}

/**
 * Computes previews, one at a time in the whole ledger, beside everything else that this process does: the engine runs in
 * a thread of its own. One that ended with its process is begun anew.
 */
@Injectable()
export class PreviewJobs implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger(PreviewJobs.name);
  private readonly stopping = new AbortController();
  private looking: NodeJS.Timeout | null = null;
  private working: Promise<void> | null = null;
  private current: { readonly id: string; readonly stop: AbortController } | null = null;

  constructor(
    @Inject(API_DATA_SOURCE) private readonly desk: DataSource,
    @Inject(EXPLAINED_LOG) private readonly ledger: ExplainedLog,
    @Inject(LEDGER_RUNTIME) private readonly runtime: LedgerRuntime | null,
    private readonly facts: DeskFacts,
    private readonly announcements: TermsAnnouncements,
  ) {}

  onApplicationBootstrap(): void {
    if (this.runtime === null) return;
    this.looking = setInterval(() => this.wake(), LOOK_MS).unref();
  }

  async onModuleDestroy(): Promise<void> {
    if (this.looking !== null) clearInterval(this.looking);
    this.stopping.abort(new Ended('this process stops'));
    await this.working;
  }

  /** Looks now whether there is something to do. */
  wake(): void {
    if (this.stopping.signal.aborted || this.working !== null) return;
    this.working = this.work()
      .catch((error: unknown) => this.log.warn(`previews of terms wait: ${messageOf(error)}`))
      .finally(() => (this.working = null));
  }

  /** Ends a computation of this process at once; that of another sees it within a second. */
  cancelled(id: string): void {
    if (this.current?.id === id) this.current.stop.abort(new Ended('it was cancelled'));
  }

  private async work(): Promise<void> {
    await this.announcements.announceAll();
    for (;;) {
      if (this.stopping.signal.aborted) return;
      const taken = await takePreview(this.desk.manager);
      if (taken === null) return;
      await endPreview(this.desk.manager, taken, await this.outcomeOf(taken));
    }
  }

  private async outcomeOf(taken: TakenPreview): Promise<PreviewEnd> {
    const stop = new AbortController();
    this.current = { id: taken.preview.id, stop };
    try {
      const effect = await this.compute(taken, AbortSignal.any([stop.signal, this.stopping.signal]), stop);
      return { state: 'done', effect: effectAsText(effect) };
    } catch (error) {
      // One that was cancelled is over; nothing is written of it any more.
      if (error instanceof Ended) return { state: 'waiting' };
      this.log.warn(`the preview ${taken.preview.id} failed: ${messageOf(error)}`);
      return { state: 'failed', failure: messageOf(error) };
    } finally {
      this.current = null;
    }
  }

  private async compute(taken: TakenPreview, signal: AbortSignal, stop: AbortController): Promise<PublicationEffect> {
    const { program } = taken.preview;
    const { store } = this.ledger;
    const terms = termsOf(taken.preview.terms, program);
    const untilAt = await this.facts.now(program);
    const fromAt = lookedBackFrom(calendarOf(terms.timeZone), untilAt);
    const known = (await this.runtime?.programs())?.find(({ name }) => name === program)?.versions ?? [];
    // The others are in the log.
    const recordedTerms = known.filter(({ publishedAt }) => publishedAt === null);
    const stream = factsStream(program);
    const head = (await store.heads([stream])).get(stream);
    const far = { done: 0, total: head === undefined ? 0 : 2 * (Number(head.revision) + 1) };
    const saying = setInterval(() => void this.say(taken, far, stop), SAY_MS);
    const run = (version: Terms) =>
      runWhatIf({
        store,
        task: { program, recordedTerms, since: fromAt, terms: version },
        signal,
        taken: (arrivals) => (far.done += arrivals),
      });
    try {
      await this.say(taken, far, stop);
      const asGiven = await run(terms);
      return publicationEffect(terms, { fromAt, untilAt }, asGiven, await run({ ...terms, effectiveFrom: fromAt }));
    } finally {
      clearInterval(saying);
    }
  }

  private async say(taken: TakenPreview, far: { done: number; total: number }, stop: AbortController): Promise<void> {
    const isOurs = await notePreview(this.desk.manager, taken, far).catch(() => true);
    if (!isOurs) stop.abort(new Ended('it was cancelled'));
  }
}

/** The terms that a preview keeps, as they would be published. */
export function termsOf(text: string, program: string): Terms {
  const { terms, version, effectiveFrom, appliesTo } = JSON.parse(text) as PublicationData;
  const read = termsFromJson({ ...terms, program, version, appliesTo });
  const day = parseDate(effectiveFrom);
  if (day === null) throw new RangeError(`a preview was kept whose terms begin on ${effectiveFrom}`);
  return { ...read, effectiveFrom: calendarOf(read.timeZone).startOfDate(day) };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
