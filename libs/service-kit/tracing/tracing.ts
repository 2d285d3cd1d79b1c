import {
  isSpanContextValid,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type SpanContext,
  type Tracer,
} from '@opentelemetry/api';

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** A piece of work in a trace. */
export interface OpenSpan {
  /** W3C trace context for what follows from this work; null: nothing is traced. */
  readonly traceparent: string | null;
  /** With what the work failed of, where it did. */
  end(error?: unknown): void;
}

/** Where services tell which piece of work belongs to which trace. */
export interface Tracing {
  /** Begins a piece of work under a parent (W3C `traceparent`); null, or what is none: it begins a trace. */
  begin(name: string, parent: string | null, attributes?: Attributes): OpenSpan;
}

const NO_SPAN: OpenSpan = { traceparent: null, end: () => undefined };

/** Tells nobody: the way it is unless tracing is asked for. */
export const NO_TRACING: Tracing = { begin: () => NO_SPAN };

/** Spans of an OpenTelemetry tracer. */
export function tracingWith(tracer: Tracer): Tracing {
  return {
    begin: (name, parent, attributes = {}) => {
      const context = parent === null ? null : spanContextOf(parent);
      const under = context === null ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, context);
      const span = tracer.startSpan(name, { kind: SpanKind.CONSUMER, attributes }, under);
      return {
        traceparent: traceparentOf(span.spanContext()),
        end: (error) => {
          if (error !== undefined) {
            const message = error instanceof Error ? error.message : JSON.stringify(error);
            span.setStatus({ code: SpanStatusCode.ERROR, message });
          }
          span.end();
        },
      };
    },
  };
}

/** Does work for several events at once: one span for each, which end when it does. */
export async function traced<T>(spans: readonly OpenSpan[], work: () => Promise<T>): Promise<T> {
  try {
    const result = await work();
    for (const span of spans) span.end();
    return result;
  } catch (error) {
    for (const span of spans) span.end(error);
    throw error;
  }
}

function spanContextOf(traceparent: string): SpanContext | null {
  const [, traceId = '', spanId = '', flags = ''] = TRACEPARENT.exec(traceparent) ?? [];
  const context = { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
  return isSpanContextValid(context) ? context : null;
}

function traceparentOf({ traceId, spanId, traceFlags }: SpanContext): string {
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
}
