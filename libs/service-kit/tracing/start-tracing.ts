import { endsInTime } from '@ledger/machine/in-time';
import { NO_TRACING, tracingWith, type Tracing } from './tracing';

type Environment = Readonly<Record<string, string | undefined>>;

export interface StartedTracing {
  readonly tracing: Tracing;
  /** Sends what is not sent yet; never fails, and takes two seconds at most. */
  stop(): Promise<void>;
}

const STOP_LIMIT_MS = 2_000;

/**
 * Traces to an OpenTelemetry collector over HTTP where OTEL_EXPORTER_OTLP_ENDPOINT names one, or LEDGER_TRACING is `on`
 * (the collector of this machine, port 4318); else not at all, and the SDK is not even loaded. The exporter reads the
 * other variables of OpenTelemetry (OTEL_EXPORTER_OTLP_HEADERS, …) itself.
 */
export async function startTracing(service: string, environment: Environment): Promise<StartedTracing> {
  if (!isAskedFor(environment)) return { tracing: NO_TRACING, stop: () => Promise.resolve() };
  const { BasicTracerProvider, BatchSpanProcessor } = await import('@opentelemetry/sdk-trace-base');
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
  const { resourceFromAttributes } = await import('@opentelemetry/resources');
  const name = environment['OTEL_SERVICE_NAME'] || `partner-ledger-${service}`;
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': name }),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter(), { scheduledDelayMillis: 1_000 })],
  });
  return { tracing: tracingWith(provider.getTracer('partner-ledger')), stop: () => stop(provider) };
}

function isAskedFor({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, LEDGER_TRACING: asked }: Environment): boolean {
  if (asked === 'off') return false;
  return asked === 'on' || (endpoint !== undefined && endpoint !== '');
}

/** The collector may be away: a service ends all the same. */
async function stop(provider: { shutdown(): Promise<void> }): Promise<void> {
  await endsInTime(
    provider.shutdown().catch(() => undefined),
    STOP_LIMIT_MS,
  );
}
