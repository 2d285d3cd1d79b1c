import type { EventStore } from '@ledger/event-store/event-store';
import { parseInstant, type Instant } from '@ledger/kernel/instant';
import { publicationEvent, type PublicationEvent } from '@ledger/program/publication-of-terms';
import { recordedArrival } from './log/arrival-events';
import { FACTS_CATEGORY } from './log/stream-names';
import { recordedPrograms } from './recorded-programs';

/** What a log has of a program: when the earliest of its accepted events was, and whether the first published version 1. */
interface Beginning {
  readonly earliest: Instant;
  readonly publishes: boolean;
}

/**
 * The terms that a log recorded before terms were facts, as the facts that publish them: so the log replays without files,
 * and as it was judged. Their time is the instant from which the first version holds, or that of the program's earliest
 * fact where that was before: no clock jumps, and every fact finds them published. Programs of which nothing was accepted,
 * or whose first fact publishes terms itself, have none.
 */
export async function* recordedTermsAsFacts(store: EventStore): AsyncGenerator<PublicationEvent> {
  const programs = await recordedPrograms(store);
  if (programs.length === 0) return;
  const beginnings = await beginningsOf(store);
  for (const { name: program, versions } of programs) {
    const beginning = beginnings.get(program);
    if (beginning === undefined || beginning.publishes) continue;
    const [first] = versions;
    const at =
      first !== undefined && first.effectiveFrom < beginning.earliest ? first.effectiveFrom : beginning.earliest;
    for (const terms of versions) yield publicationEvent(terms, at);
  }
}

async function beginningsOf(store: EventStore): Promise<ReadonlyMap<string, Beginning>> {
  const beginnings = new Map<string, Beginning>();
  for await (const event of store.readAll(0n, [FACTS_CATEGORY])) {
    const { arrival, event: body } = recordedArrival(event);
    if (arrival.verdict.type !== 'accepted') continue;
    const time = body?.['time'];
    const at = typeof time === 'string' ? parseInstant(time) : null;
    if (at === null) throw new TypeError(`fact ${arrival.seq} of ${arrival.program} has no time`);
    const known = beginnings.get(arrival.program);
    if (known === undefined) {
      const version = (body?.['data'] as { readonly version?: unknown } | undefined)?.version;
      const publishes = arrival.eventType === 'terms.published' && version === 1;
      beginnings.set(arrival.program, { earliest: at, publishes });
    } else if (at < known.earliest) beginnings.set(arrival.program, { ...known, earliest: at });
  }
  return beginnings;
}
