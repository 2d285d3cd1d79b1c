import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Attribute {
  readonly key: string;
  readonly value: { readonly stringValue?: string };
}

/** The part of OTLP's JSON that is looked at. */
interface Export {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] };
    readonly scopeSpans: readonly {
      readonly spans: readonly { readonly traceId: string; readonly name: string; readonly parentSpanId?: string }[];
    }[];
  }[];
}

export interface CollectedSpan {
  readonly trace: string;
  readonly service: string;
  readonly name: string;
  readonly parent: string | undefined;
}

/** An OpenTelemetry collector for tests: takes OTLP over HTTP and remembers the spans. */
export class SpanCollector {
  private readonly spans: CollectedSpan[] = [];

  private constructor(private readonly server: Server) {}

  static async start(): Promise<SpanCollector> {
    const server = createServer();
    const collector = new SpanCollector(server);
    server.on('request', (request, response) => {
      void collector.receive(request).then(() => response.setHeader('content-type', 'application/json').end('{}'));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return collector;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  spansOf(trace: string): readonly CollectedSpan[] {
    return this.spans.filter((span) => span.trace === trace);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async receive(request: IncomingMessage): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { resourceSpans } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Export;
    for (const { resource, scopeSpans } of resourceSpans) {
      const service = resource.attributes.find(({ key }) => key === 'service.name')?.value.stringValue ?? '';
      for (const { traceId, name, parentSpanId } of scopeSpans.flatMap(({ spans }) => spans)) {
        this.spans.push({ trace: traceId, service, name, parent: parentSpanId });
      }
    }
  }
}
