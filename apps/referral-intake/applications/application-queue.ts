import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import {
  queueKeyOf,
  reviewQueue,
  type QueuedApplication,
  type QueueKey,
  type QueueQuery,
} from '@ledger/desk/applications/review-queue';
import type { CsvColumn } from '@ledger/documents/csv-table';
import type { Instant } from '@ledger/kernel/instant';
import { CsvDownloads } from '@ledger/service-kit/csv/csv-downloads';
import { wantsCsv } from '@ledger/service-kit/csv/wants-csv';
import { DeskFacts } from '@ledger/service-kit/facts/desk-facts';
import { API_DATA_SOURCE } from '@ledger/service-kit/injection-tokens';
import { pageAnswer } from '@ledger/service-kit/pages/page-answer';
import { pageRequest } from '@ledger/service-kit/pages/page-query.dto';
import { ProgramReader } from '@ledger/service-kit/reads/program-reader';
import { DataSource } from 'typeorm';
import { FollowLog } from './follow-log';
import { queuedDto, type ApplicationQuery, type QueuedApplicationDto } from './application.dto';

const KEY = ['integer', 'bigint', 'text'] as const;
const ROWS_AT_ONCE = 1_000;

type Asked = Omit<QueueQuery, 'after' | 'limit'>;

/** Answers requests for the queue of reviewers: a page, or all of it as CSV. */
@Injectable()
export class ApplicationQueue {
  constructor(
    @Inject(API_DATA_SOURCE) private readonly api: DataSource,
    private readonly reader: ProgramReader,
    private readonly facts: DeskFacts,
    private readonly downloads: CsvDownloads,
    private readonly followLog: FollowLog,
  ) {}

  /** Throws the problems `not-found`, `invalid-cursor` and `not-acceptable`. */
  async send(
    { request, response }: { readonly request: Request; readonly response: Response },
    program: string,
    query: ApplicationQuery,
  ): Promise<void> {
    const { about } = await this.reader.program(program, ({ snapshot }) => Promise.resolve(snapshot));
    await this.followLog.followProgram(program);
    const now = await this.facts.now(program);
    const asked = { program, state: query.state, overdueAt: query.overdue === 'true' ? new Date(now) : undefined };
    if (wantsCsv(request)) return this.sendCsv(response, asked, now);
    const { limit, after } = pageRequest(query, KEY);
    const rows = await reviewQueue(this.api, { ...asked, after: after as QueueKey | null, limit: limit + 1 });
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    const next = rows.length > limit && last !== undefined ? queueKeyOf(last) : null;
    response.json(pageAnswer(about, { items, next }, (row) => queuedDto(row, now)));
  }

  private sendCsv(response: Response, asked: Asked, now: Instant): Promise<void> {
    const rows = this.rows(asked);
    return this.downloads.send(response, {
      fileName: `${asked.program}-applications.csv`,
      columns: columns(asked.program, now),
      read: (take) => take(rows),
    });
  }

  private async *rows(asked: Asked): AsyncIterable<QueuedApplication> {
    let after: QueueKey | null = null;
    for (;;) {
      const rows: readonly QueuedApplication[] = await reviewQueue(this.api, { ...asked, after, limit: ROWS_AT_ONCE });
      yield* rows;
      const last = rows.at(-1);
      if (last === undefined || rows.length < ROWS_AT_ONCE) return;
      after = queueKeyOf(last);
    }
  }
}

function columns(program: string, now: Instant): readonly CsvColumn<QueuedApplication>[] {
  const shown = (cell: (row: QueuedApplicationDto) => string | number | null) => (row: QueuedApplication) =>
    cell(queuedDto(row, now));
  return [
    ['program', () => program],
    ['trackingId', ({ trackingId }) => trackingId],
    ['partner', ({ partner }) => partner],
    ['type', ({ type }) => type],
    ['state', ({ state }) => state],
    ['name', ({ name }) => name],
    ['company', ({ company }) => company],
    ['submittedAt', shown(({ submittedAt }) => submittedAt)],
    ['ageDays', shown(({ ageDays }) => ageDays)],
    ['dueAt', shown(({ dueAt }) => dueAt)],
    ['overdue', shown(({ overdue }) => String(overdue))],
    ['decidedAt', shown(({ decidedAt }) => decidedAt)],
  ];
}
