import { readTracingSettings } from '@ledger/hosting/settings/tracing-settings';
import { SpanStatusCode } from '@opentelemetry/api';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
  type ReadableSpan,
} from '@opentelemetry/sdk-trace-base';
import { INTAKE_TOPIC } from '@ledger/messaging/topics';
import { startTracing } from '@ledger/service-kit/tracing/start-tracing';
import { NO_TRACING, traced, tracingWith } from '@ledger/service-kit/tracing/tracing';
import { TracedPipeline } from './traced-pipeline';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SENDER = 'b7ad6b7169203331';
const OTHER_TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const WAY = ['intake', 'gate', 'attribution', 'partner-status', 'commission', 'payout', 'project'];

const exporter = new InMemorySpanExporter();
const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
const tracing = tracingWith(provider.getTracer('test'));

beforeEach(() => exporter.reset());
afterAll(() => provider.shutdown());

function applied(partner: string, more: object = {}) {
  const event = { specversion: '1.0', source: 's', program: 'plixo', time: '2026-01-01T00:00:00Z' };
  return { ...event, id: partner, type: 'partner.applied', data: { partner, type: 'partner' }, ...more };
}

const spansOf = (traceId: string): ReadableSpan[] =>
  exporter.getFinishedSpans().filter((span) => span.spanContext().traceId === traceId);

it('takes one trace from the producer’s header through intake, gate and stages to the projection', async () => {
  await new TracedPipeline(tracing).run([{ value: applied('heron'), traceparent: `00-${TRACE}-${SENDER}-01` }]);
  const spans = spansOf(TRACE);
  expect(spans.map(({ name }) => name)).toEqual(WAY);
  const [intake, ...later] = spans;
  expect(intake?.parentSpanContext).toMatchObject({ spanId: SENDER, isRemote: true });
  for (const span of later) expect(span.parentSpanContext?.spanId).toBe(intake?.spanContext().spanId);
  expect(spans.at(-1)?.attributes).toMatchObject({ 'ledger.fact': 'plixo/1', 'ledger.events': 2 });
});

it('takes the event’s attribute where there is no header, and begins a trace where there is neither', async () => {
  await new TracedPipeline(tracing).run([
    { value: applied('heron', { traceparent: `00-${OTHER_TRACE}-${SENDER}-01` }) },
    { value: applied('osprey') },
    { value: applied('kestrel'), traceparent: 'nonsense' },
  ]);
  expect(spansOf(OTHER_TRACE).map(({ name }) => name)).toEqual(WAY);
  const traces = new Set(exporter.getFinishedSpans().map((span) => span.spanContext().traceId));
  expect(traces.size).toBe(3);
  for (const trace of traces) expect(spansOf(trace).map(({ name }) => name)).toEqual(WAY);
});

it('says nothing of a person: spans hold places, no fields of events', async () => {
  const data = { partner: 'heron', type: 'partner', name: 'Ada Example', email: 'ada@heron.example' };
  await new TracedPipeline(tracing).run([{ value: applied('heron', { data }) }]);
  const told = JSON.stringify(exporter.getFinishedSpans().map(({ name, attributes }) => ({ name, attributes })));
  expect(told).not.toMatch(/Ada|heron/);
});

it('records and passes on nothing of a trace while tracing is off', async () => {
  const pipeline = new TracedPipeline(NO_TRACING);
  await pipeline.run([{ value: applied('heron'), traceparent: `00-${TRACE}-${SENDER}-01` }]);
  expect(pipeline.headersOf(INTAKE_TOPIC)).toEqual([{ 'origin-place': expect.any(String), 'origin-index': '0' }]);
  for await (const { metadata } of pipeline.store.readAll(0n, 'all'))
    expect(metadata).not.toHaveProperty('traceparent');
});

it('marks the spans of work that failed, with why', async () => {
  const failing = traced([tracing.begin('gate', null)], () => Promise.reject(new Error('the store is away')));
  await expect(failing).rejects.toThrow('the store is away');
  expect(exporter.getFinishedSpans()[0]?.status).toEqual({ code: SpanStatusCode.ERROR, message: 'the store is away' });
});

it('is off unless a collector is named, and ends though that is away', async () => {
  expect((await startTracing('payout', readTracingSettings({}))).tracing).toBe(NO_TRACING);
  expect(
    (await startTracing('payout', readTracingSettings({ OTEL_EXPORTER_OTLP_ENDPOINT: '', LEDGER_TRACING: '' })))
      .tracing,
  ).toBe(NO_TRACING);
  const started = await startTracing('payout', readTracingSettings({ LEDGER_TRACING: 'on' }));
  expect(started.tracing).not.toBe(NO_TRACING);
  started.tracing.begin('work', null).end();
  await started.stop();
});
