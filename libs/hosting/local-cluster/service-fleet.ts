import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { delayMs, pause } from '@ledger/messaging/back-off';
import { STAGE_SERVICES, type StageService } from '@ledger/messaging/topics';
import { ServiceProcess } from './service-process';

const RESTART_BACK_OFF = { initialDelayMs: 250, maximumDelayMs: 10_000 };
/** A process that ran this long was well: the next restart waits no longer than the first. */
const WELL_AFTER_MS = 30_000;

export interface FleetOptions {
  readonly instances: number;
  /** The port of the first instance of the first service; the others follow. 0: any free ones. */
  readonly basePort: number;
  /** What every service gets; its port is added. */
  readonly environment: NodeJS.ProcessEnv;
  readonly logDir: string;
  /** Where the built services are; default: in the tree that this file is of. */
  readonly appsDir?: string;
  readonly say: (line: string) => void;
  /** Told when a member takes part again under another process. */
  readonly onReturn: () => void;
  /** Told when a member ended unasked, with how. */
  readonly onEnd?: (member: FleetMember, how: string) => void;
}

/** One instance of a service, which may be restarted. */
export interface FleetMember {
  readonly service: StageService;
  readonly number: number;
  process: ServiceProcess;
  url: string;
}

/** All services of a cluster on this machine, so many instances each; one that ends unasked is started again. */
export class ServiceFleet {
  readonly members: FleetMember[] = [];
  private readonly stopping = new AbortController();
  /** Extra variables for the next life of a member, by `service number`. */
  private readonly oneLife = new Map<string, NodeJS.ProcessEnv>();
  /** Nobody comes again before this. */
  private returning: Promise<void> = Promise.resolve();
  /** Processes that are ended to come again at once. */
  private readonly planned = new Set<ServiceProcess>();

  constructor(private readonly options: FleetOptions) {
    mkdirSync(options.logDir, { recursive: true });
  }

  /** Starts all and resolves when all take part. Throws Error when one ends before. */
  async start(): Promise<void> {
    for (let number = 1; number <= this.options.instances; number += 1) {
      for (const service of STAGE_SERVICES) {
        const member = { service, number, process: this.spawn(service, number), url: '' };
        this.members.push(member);
      }
    }
    await Promise.all(this.members.map(async (member) => (member.url = await member.process.ready)));
    for (const member of this.members) void this.watch(member);
  }

  member(service: StageService, number: number): FleetMember {
    const found = this.members.find((member) => member.service === service && member.number === number);
    if (found === undefined) throw new RangeError(`there is no ${service} ${number}`);
    return found;
  }

  /** Ends a member and lets it come again, for one life with more variables. Resolves when it takes part. */
  async restart(member: FleetMember, more: NodeJS.ProcessEnv = {}): Promise<void> {
    this.oneLife.set(keyOf(member.service, member.number), more);
    const before = member.process;
    this.planned.add(before);
    await before.stop();
    while (member.process === before) await pause(20, this.stopping.signal);
    await member.process.ready;
  }

  /** Does something while all are down, then lets them come again. Resolves when they take part. */
  async whileDown(work: () => Promise<void>): Promise<void> {
    let up: () => void = () => undefined;
    this.returning = new Promise((resolve) => (up = resolve));
    const before = new Map(this.members.map((member) => [member, member.process]));
    for (const process of before.values()) this.planned.add(process);
    await Promise.all([...before.values()].map((process) => process.stop()));
    try {
      await work();
    } finally {
      up();
    }
    for (const [member, process] of before) {
      while (member.process === process) await pause(20, this.stopping.signal);
      await member.process.ready;
    }
  }

  /** Ends all, in order. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.members.map((member) => member.process.stop()));
  }

  private async watch(member: FleetMember): Promise<void> {
    const { signal } = this.stopping;
    for (let failures = 0; !signal.aborted;) {
      const sinceMs = Date.now();
      const how = await member.process.ended;
      if (signal.aborted) return;
      if (!this.planned.delete(member.process)) {
        this.options.onEnd?.(member, how);
        failures = Date.now() - sinceMs > WELL_AFTER_MS ? 0 : failures + 1;
        const waitMs = failures === 0 ? 0 : delayMs(RESTART_BACK_OFF, failures - 1);
        this.options.say(`${member.service} ${member.number} ended (${how}); starting it again in ${waitMs} ms`);
        await pause(waitMs, signal);
      }
      await this.returning;
      if (signal.aborted) return;
      member.process = this.spawn(member.service, member.number);
      member.process.ready.then(
        (url) => {
          member.url = url;
          this.options.onReturn();
        },
        () => undefined,
      );
    }
  }

  private spawn(service: StageService, number: number): ServiceProcess {
    const { environment, basePort, logDir, appsDir = join(__dirname, '..', '..', '..', 'apps') } = this.options;
    const key = keyOf(service, number);
    const more = this.oneLife.get(key) ?? {};
    this.oneLife.delete(key);
    const port = basePort === 0 ? 0 : basePort + (number - 1) * STAGE_SERVICES.length + STAGE_SERVICES.indexOf(service);
    return new ServiceProcess({
      service,
      number,
      appsDir,
      logFile: join(logDir, `${service}-${number}.log`),
      environment: { ...environment, LEDGER_PORT: String(port), ...more },
    });
  }
}

function keyOf(service: StageService, number: number): string {
  return `${service} ${number}`;
}
