import { Injectable } from '@nestjs/common';
import type { Verdict } from '@ledger/stages/intake/log-entry';
import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';
import { mailGauge, type MailCounts } from './mail-gauge';
import { positionGauges, type PositionSource } from './position-gauges';

/** The figures of `/metrics`. The runner counts here what it does; each instance has its own registry. */
@Injectable()
export class LedgerMetrics {
  readonly registry = new Registry();

  private readonly recordedTotal = new Counter({
    name: 'ledger_recorded_events_total',
    help: 'Events that arrived and were recorded with their verdict (accepted, ignored, rejected).',
    labelNames: ['program', 'verdict'],
    registers: [this.registry],
  });

  private readonly rejectedTotal = new Counter({
    name: 'ledger_rejected_events_total',
    help: 'Recorded events that were rejected, by code.',
    labelNames: ['program', 'code'],
    registers: [this.registry],
  });

  private readonly decidedTotal = new Counter({
    name: 'ledger_decisions_total',
    help: 'Decisions of the stages.',
    labelNames: ['program', 'stage'],
    registers: [this.registry],
  });

  private readonly appendedTotal = new Counter({
    name: 'ledger_appended_events_total',
    help: 'Events appended to the event store.',
    registers: [this.registry],
  });

  private readonly projectedTotal = new Counter({
    name: 'ledger_projected_events_total',
    help: 'Events of the event store that were projected into the read models.',
    registers: [this.registry],
  });

  private readonly requestSeconds = new Histogram({
    name: 'ledger_http_request_duration_seconds',
    help: 'Time from a request to the end of its answer, by route.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [this.registry],
  });

  /** `positions`, `mails`: asked whenever the figures are read; without them they have no positions, and no mails. */
  constructor(positions: PositionSource | null = null, mails: MailCounts | null = null) {
    collectDefaultMetrics({ register: this.registry });
    if (positions !== null) positionGauges(this.registry, positions);
    if (mails !== null) mailGauge(this.registry, mails);
  }

  /** An event got its verdict and is durable; `program` is "" where it belongs to none. */
  recorded(program: string, verdict: Verdict): void {
    this.recordedTotal.inc({ program, verdict: verdict.type });
    if (verdict.type === 'rejected') this.rejectedTotal.inc({ program, code: verdict.code });
  }

  /** A stage made so many decisions. */
  decided(program: string, stage: string, count: number): void {
    if (count > 0) this.decidedTotal.inc({ program, stage }, count);
  }

  /** So many events were appended to the event store. */
  appended(count: number): void {
    this.appendedTotal.inc(count);
  }

  /** So many events of the event store are visible in the read models. */
  projected(count: number): void {
    this.projectedTotal.inc(count);
  }

  /** An HTTP request was answered. `route`: its pattern, so that no id becomes a label. */
  answered(method: string, route: string, status: number, seconds: number): void {
    this.requestSeconds.observe({ method, route, status }, seconds);
  }
}
