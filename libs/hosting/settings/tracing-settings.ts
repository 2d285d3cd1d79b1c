import type { TracingSettings } from '@ledger/service-kit/tracing/start-tracing';
import type { Environment } from './environment';

/**
 * Traced is where OTEL_EXPORTER_OTLP_ENDPOINT names a collector, or LEDGER_TRACING is `on` (the collector of this machine,
 * port 4318). The exporter reads the other variables of OpenTelemetry (OTEL_EXPORTER_OTLP_HEADERS, …) itself.
 */
export function readTracingSettings(environment: Environment): TracingSettings {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, LEDGER_TRACING: asked, OTEL_SERVICE_NAME: name } = environment;
  const isNamed = endpoint !== undefined && endpoint !== '';
  return { isOn: asked === 'on' || (asked !== 'off' && isNamed), serviceName: name || null };
}
