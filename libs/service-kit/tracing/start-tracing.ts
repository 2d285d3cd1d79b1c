import { endsInTime } from '@ledger/machine/in-time';
import { NO_TRACING, tracingWith, type Tracing } from './tracing';

/** Whether and under which name a service is traced. */
export interface TracingSettings {
  readonly isOn: boolean;
  /** What the service calls itself; null: its own name. */
  readonly serviceName: string | null;
}

export interface StartedTracing {
  readonly tracing: Tracing;
  /** Sends what is not sent yet; never fails, and takes two seconds at most. */
  stop(): Promise<void>;
}

const STOP_LIMIT_MS = 2_000;

/** Traces to an OpenTelemetry collector over HTTP where it is on; else not at all, and the SDK is not even loaded. */
export async function startTracing(service: string, { isOn, serviceName }: TracingSettings): Promise<StartedTracing> {
  if (!isOn) return { tracing: NO_TRACING, stop: () => Promise.resolve() };
  const { BasicTracerProvider, BatchSpanProcessor } = await import('@opentelemetry/sdk-trace-base');
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
  const { resourceFromAttributes } = await import('@opentelemetry/resources');
  const name = serviceName ?? `partner-ledger-${service}`;
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': name }),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter(), { scheduledDelayMillis: 1_000 })],
  });
  return { tracing: tracingWith(provider.getTracer('partner-ledger')), stop: () => stop(provider) };
}

/** The collector may be away: a service ends all the same. */
async function stop(provider: { shutdown(): Promise<void> }): Promise<void> {
  await endsInTime(
    provider.shutdown().catch(() => undefined),
    STOP_LIMIT_MS,
  );
}
