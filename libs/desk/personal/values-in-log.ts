import type { EventStore } from '@ledger/event-store/event-store';
import { isJsonObject, type JsonObject } from '@ledger/contracts/json-object';
import { parseJsonText } from '@ledger/contracts/parse-json';
import { recordedArrival, type RecordedArrival } from '@ledger/runner/log/arrival-events';
import type { NamedThing } from './personal-table';
import { FACTS_CATEGORY } from '@ledger/runner/log/stream-names';

/** Of whom values are sought in a log. */
export interface SoughtInLog {
  /** References that stand for an e-mail of the person, or for a text that has it in it. */
  readonly emailRefs: ReadonlySet<string>;
  readonly partners: readonly { readonly program: string; readonly partner: string }[];
}

/** What a log has of a person. */
export interface FoundInLog {
  /** How many arrivals are about it. */
  readonly arrivals: number;
  /** References that stand for what is of this person alone. */
  readonly own: ReadonlySet<string>;
  /** References for what is the same of others too, such as a common name: they stay. */
  readonly shared: ReadonlySet<string>;
  /** Leads and customers whose facts have the e-mail. */
  readonly things: readonly NamedThing[];
  /** Partners whose contact has the e-mail. */
  readonly contactOf: readonly { readonly program: string; readonly partner: string }[];
}

/** Who acted is in many facts about others, and is not what a fact is about. */
const REFERENCE =
  /^(?:(?:name|company|account|text|email|answers|unknown|body|evidence)-[0-9a-f]{32}|[0-9a-f]{32}(?:\+[0-9a-f]{32})?@pseudonym\.invalid)$/;
const CONTACT: ReadonlySet<string> = new Set(['partner.applied', 'partner.enrolled', 'partner.contact_changed']);
const PAGE = 500;

/** Gives the texts under references of bodies that were refused. */
export type BodiesOf = (refs: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/** Reads a whole log for what it has of a person. What is in facts about others as well is told apart. */
export async function findInLog(store: EventStore, sought: SoughtInLog, bodiesOf: BodiesOf): Promise<FoundInLog> {
  const search = new LogSearch(sought);
  let page: RecordedArrival[] = [];
  for await (const recorded of store.readAll(0n, [FACTS_CATEGORY])) {
    page.push(recordedArrival(recorded));
    if (page.length < PAGE) continue;
    await search.look(page, bodiesOf);
    page = [];
  }
  await search.look(page, bodiesOf);
  return search.found();
}

class LogSearch {
  private readonly ofPerson = new Set<string>();
  private readonly ofOthers = new Set<string>();
  private readonly contactOf = new Map<string, { readonly program: string; readonly partner: string }>();
  private readonly things = new Map<string, NamedThing>();
  private readonly partners: ReadonlySet<string>;
  private arrivals = 0;

  constructor(private readonly sought: SoughtInLog) {
    this.partners = new Set(sought.partners.map(({ program, partner }) => keyOf(program, partner)));
  }

  async look(page: readonly RecordedArrival[], bodiesOf: BodiesOf): Promise<void> {
    const bodies = await bodiesOf(this.partners.size === 0 ? [] : page.flatMap(({ body }) => body ?? []));
    for (const arrival of page) this.note(arrival, bodies);
  }

  found(): FoundInLog {
    const { emailRefs } = this.sought;
    const own = [...this.ofPerson].filter((ref) => emailRefs.has(ref) || !this.ofOthers.has(ref));
    const all = new Set([...own, ...emailRefs]);
    const shared = new Set([...this.ofPerson].filter((ref) => !all.has(ref)));
    return {
      arrivals: this.arrivals,
      own: all,
      shared,
      contactOf: [...this.contactOf.values()],
      things: [...this.things.values()],
    };
  }

  private noteThing(program: string, data: JsonObject): void {
    for (const [kind, id] of [['lead', data['referral']] as const, ['customer', data['customer']] as const]) {
      if (typeof id === 'string') this.things.set(`${kind} ${keyOf(program, id)}`, { program, kind, id });
    }
  }

  private isOfPartner(program: string, partner: string | null, eventType: string): boolean {
    return partner !== null && eventType.startsWith('partner.') && this.partners.has(keyOf(program, partner));
  }

  private note({ arrival, event, body }: RecordedArrival, bodies: ReadonlyMap<string, string>): void {
    const refs = [...referencesIn(event), ...(body === null ? [] : [body])];
    if (refs.length === 0) return;
    const { program, eventType } = arrival;
    const hasEmail = refs.some((ref) => this.sought.emailRefs.has(ref));
    const data = event === null ? dataOfBody(bodies.get(body ?? '')) : event['data'];
    const partner = partnerIn(data);
    if (!hasEmail && !this.isOfPartner(program, partner, eventType))
      return refs.forEach((ref) => this.ofOthers.add(ref));
    this.arrivals += 1;
    refs.forEach((ref) => this.ofPerson.add(ref));
    if (hasEmail && isJsonObject(data)) this.noteThing(program, data);
    if (!hasEmail || partner === null || !CONTACT.has(eventType)) return;
    this.contactOf.set(keyOf(program, partner), { program, partner });
  }
}

function dataOfBody(text: string | undefined): unknown {
  const body = text === undefined ? null : parseJsonText(text);
  return isJsonObject(body) ? body['data'] : null;
}

function* referencesIn(value: unknown): Generator<string> {
  if (typeof value === 'string') {
    if (REFERENCE.test(value)) yield value;
  } else if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) yield* referencesIn(part);
  }
}

function keyOf(program: string, partner: string): string {
  return JSON.stringify([program, partner]);
}

function partnerIn(data: unknown): string | null {
  return isJsonObject(data) && typeof data['partner'] === 'string' ? data['partner'] : null;
}
