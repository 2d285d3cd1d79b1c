import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, truncate } from 'node:fs/promises';
import { join } from 'node:path';

/** An event as a client proposes it; the server looks into none of it. */
export interface ProposedEvent {
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Buffer;
  readonly metadata: Buffer;
}

export interface LoggedEvent extends ProposedEvent {
  readonly stream: string;
  /** Of a tombstone the greatest there is. */
  readonly revision: number | bigint;
  /** Its place in the file, and so in `$all`; greater than 0. */
  readonly position: number;
  /** 100 nanoseconds since 1970, as the client reads it. */
  readonly createdTicks: string;
}

/** One append as a line of the file: written whole or, when the process is killed in between, not at all. */
interface Line {
  readonly stream: string;
  readonly createdTicks: string;
  readonly events: readonly (readonly [id: string, type: string, contentType: string, data: string, meta: string])[];
}

const OCTETS = 'application/octet-stream';
const JSON_TEXT = 'application/json';
const FILE_NAME = 'events.ndjson';
const LINE_FEED = 10;
/** The type of an event that says that its stream is gone for good, and its revision. */
const TOMBSTONE = '$streamDeleted';
const LAST_REVISION = 9_223_372_036_854_775_807n;
/** Before the name of a stream: the stream that says from where on it is read. */
const ABOUT = '$$';
const BEGINS_AT = '$tb';

/** The server's events: in memory to be read, and in one append-only file, synced before an append is answered. */
export class EventLog {
  /** In order of their positions; those from `durableCount` on are not synced yet, and nobody may see them. */
  readonly events: LoggedEvent[] = [];
  durableCount = 0;
  /** By stream, the places of its events in `events`; the one of revision n is at n. */
  readonly streams = new Map<string, number[]>();
  /** Streams that are gone for good. */
  readonly tombstoned = new Set<string>();
  private readonly placesById = new Map<string, number>();
  private bytes = 0;
  private pending: string[] = [];
  private syncing: Promise<void> | undefined;
  private readonly waiting = new Set<() => void>();

  private constructor(private readonly file: FileHandle) {}

  /** Opens the log of a folder, and takes away an append that was being written when the process was killed. */
  static async open(dataDir: string): Promise<EventLog> {
    await mkdir(dataDir, { recursive: true });
    const path = join(dataDir, FILE_NAME);
    const log = new EventLog(await open(path, 'a'));
    let rest: Buffer = Buffer.alloc(0);
    for await (const chunk of createReadStream(path)) rest = log.readLines(Buffer.concat([rest, chunk as Buffer]));
    if (rest.length > 0) await truncate(path, log.bytes);
    log.durableCount = log.events.length;
    return log;
  }

  /** Adds events to the end of a stream; resolves when they are on the disk. */
  async append(stream: string, events: readonly ProposedEvent[]): Promise<LoggedEvent[]> {
    const line: Line = {
      stream,
      createdTicks: `${Date.now()}0000`,
      events: events.map(({ id, type, contentType, data, metadata }) => [
        ...([id, type, contentType] as const),
        data.toString('base64'),
        metadata.toString('base64'),
      ]),
    };
    const text = `${JSON.stringify(line)}\n`;
    const logged = this.add(line, Buffer.byteLength(text));
    this.pending.push(text);
    await this.synced(this.events.length);
    return logged;
  }

  /** Takes a stream away for good. */
  async tombstone(stream: string): Promise<LoggedEvent | undefined> {
    const nothing = Buffer.alloc(0);
    const proposed = { id: randomUUID(), type: TOMBSTONE, contentType: OCTETS, data: nothing, metadata: nothing };
    return (await this.append(stream, [proposed])).at(-1);
  }

  /** Has a stream read from a revision on; without one not at all, until something is appended to it. */
  async beginAt(stream: string, revision: number | undefined): Promise<LoggedEvent | undefined> {
    const data = Buffer.from(`{"${BEGINS_AT}":${revision ?? LAST_REVISION}}`);
    const proposed = { id: randomUUID(), type: '$metadata', contentType: JSON_TEXT, data, metadata: Buffer.alloc(0) };
    return (await this.append(ABOUT + stream, [proposed])).at(-1);
  }

  /** The revision from which on a stream is read; Infinity: it is deleted. */
  beginOf(stream: string): number {
    const last = this.streams.get(ABOUT + stream)?.at(-1);
    const text = last === undefined ? undefined : this.events[last]?.data.toString();
    if (text === undefined) return 0;
    const begin = (JSON.parse(text) as { [BEGINS_AT]?: number })[BEGINS_AT] ?? 0;
    return Number.isSafeInteger(begin) ? begin : Infinity;
  }

  /** Whether a stream was deleted, but not for good. */
  isDeleted(stream: string): boolean {
    return this.beginOf(stream) === Infinity;
  }

  /** Where the event with an id is in `events`; of an id that was appended again by revisions, as the real one, the first. */
  placeOf(id: string): number | undefined {
    return this.placesById.get(id);
  }

  /** Resolves when so many events are on the disk. */
  async synced(count: number): Promise<void> {
    while (this.durableCount < count) {
      this.syncing ??= this.sync();
      await this.syncing;
    }
  }

  /** Calls back once when there are more events than so many to see; gives back how to take that back. */
  onceBeyond(count: number, callBack: () => void): () => void {
    if (this.durableCount > count) {
      callBack();
      return () => undefined;
    }
    this.waiting.add(callBack);
    return () => this.waiting.delete(callBack);
  }

  async close(): Promise<void> {
    await this.syncing;
    await this.file.close();
  }

  /** Writes all that gathered meanwhile, and syncs once for all of it. */
  private async sync(): Promise<void> {
    const count = this.events.length;
    const text = this.pending.join('');
    this.pending = [];
    await this.file.appendFile(text);
    await this.file.datasync();
    this.durableCount = count;
    this.syncing = undefined;
    const woken = [...this.waiting];
    this.waiting.clear();
    for (const wake of woken) wake();
  }

  /** Takes in whole lines, and gives back what is left after the last. */
  private readLines(text: Buffer): Buffer {
    let start = 0;
    for (let end = text.indexOf(LINE_FEED); end !== -1; end = text.indexOf(LINE_FEED, start)) {
      this.add(JSON.parse(text.toString('utf8', start, end)) as Line, end + 1 - start);
      start = end + 1;
    }
    return text.subarray(start);
  }

  private add({ stream, createdTicks, events }: Line, bytes: number): LoggedEvent[] {
    const places = this.streams.get(stream) ?? [];
    this.streams.set(stream, places);
    const logged = events.map(([id, type, contentType, data, metadata], index) => ({
      stream,
      id,
      type,
      contentType,
      createdTicks,
      data: Buffer.from(data, 'base64'),
      metadata: Buffer.from(metadata, 'base64'),
      revision: type === TOMBSTONE ? LAST_REVISION : places.length + index,
      // A line is longer than the number of its events, so these stay below those of the next line. Between two events
      // lie positions that are none's.
      position: 2 * (this.bytes + 1 + index),
    }));
    for (const event of logged) {
      const place = this.events.push(event) - 1;
      if (!this.placesById.has(event.id)) this.placesById.set(event.id, place);
      if (event.type === TOMBSTONE) this.tombstoned.add(stream);
      else places.push(place);
    }
    this.bytes += bytes;
    return logged;
  }
}
