import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addPerson } from '@ledger/desk/people/add-person';
import { addMember } from '@ledger/desk/people/memberships';
import { issuePersonToken } from '@ledger/desk/people/person-tokens';
import type { DataSource } from 'typeorm';
import { PDF, peopleToShow, type PeopleToShow, type ShownOwner } from './people-to-show';

const MARKER = 'people-fed';
/** Acts for the samples; its tokens hold for as long as this takes. */
const BY = 'samples';
const TOKEN_HOLDS_MS = 10 * 60_000;

/** Where the samples' people act. */
export interface PeopleGround {
  readonly dataDir: string;
  /** Of the running ledger. */
  readonly url: string;
  readonly api: DataSource;
}

/**
 * Lets people of the sample partners act through the API of the running ledger, as their browsers would: a draft of an
 * application, a lead with a file, a dispute that waits. Once for a folder; cut off, it is done again, and what was done
 * stays one. Answers what it did; null: it was done before.
 */
export async function feedPeople({ dataDir, url, api }: PeopleGround): Promise<string | null> {
  const marker = join(dataDir, MARKER);
  if ((await readFile(marker, 'utf8').catch(() => null)) !== null) return null;
  const { owners, draft, lead, dispute } = await peopleToShow();
  const anna = await ownerToken(api, owners.alder);
  const bertil = await ownerToken(api, owners.birch);
  await ownerToken(api, owners.heron);
  await writeDraft(url, draft);
  await send(`${url}/api/partner/referrals/manual`, { method: 'POST', headers: anna, body: leadForm(lead) });
  await send(`${url}/api/partner/attribution/disputes`, {
    method: 'POST',
    headers: { ...bertil, ...JSON_BODY },
    body: JSON.stringify(dispute),
  });
  const done = 'three owners of partners, a draft, a lead with a file, a dispute that waits';
  await writeFile(marker, `${done}\n`);
  return done;
}

const JSON_BODY = { 'content-type': 'application/json' };

async function ownerToken(api: DataSource, { program, partner, ...person }: ShownOwner) {
  return api.transaction(async (manager) => {
    const { id } = await addPerson(manager, { ...person, by: BY });
    await addMember(manager, { program, partner, person: id, role: 'owner' }, BY);
    const expiresAt = new Date(Date.now() + TOKEN_HOLDS_MS);
    const { text } = await issuePersonToken(manager, { person: id, name: 'samples', expiresAt, by: BY });
    return { authorization: `Bearer ${text}` };
  });
}

async function writeDraft(url: string, { program, type, answers }: PeopleToShow['draft']): Promise<void> {
  const drafts = `${url}/v1/programs/${program}/application-drafts`;
  const begun = await send(drafts, { method: 'POST', headers: JSON_BODY, body: JSON.stringify({ type }) });
  const { draft, secret } = (await begun.json()) as { readonly draft: string; readonly secret: string };
  const headers = { ...JSON_BODY, 'draft-token': secret, 'if-match': '*' };
  await send(`${drafts}/${draft}`, { method: 'PUT', headers, body: JSON.stringify({ answers }) });
}

function leadForm(lead: PeopleToShow['lead']): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(lead)) form.append(name, value);
  form.append('files', new Blob([PDF], { type: 'application/pdf' }), 'requirements.pdf');
  return form;
}

/** A conflict means that it was done before a start was cut off. */
async function send(url: string, request: RequestInit): Promise<Response> {
  const answer = await fetch(url, request);
  if (answer.ok || answer.status === 409) return answer;
  throw new Error(`the samples' people were answered ${answer.status} at ${url}: ${await answer.text()}`);
}
