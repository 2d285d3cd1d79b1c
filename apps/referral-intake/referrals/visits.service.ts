import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { randomBytes } from 'node:crypto';
import { ClickBudget, visitorOf } from '@ledger/desk/referrals/click-budget';
import { canBeCode } from '@ledger/desk/referrals/link-codes';
import { withClick } from '@ledger/desk/referrals/link-targets';
import { isVisit } from '@ledger/desk/referrals/visits';
import { PROGRAM_CLOCK } from '@ledger/service-kit/injection-tokens';
import { ClickRecorder } from './click-recorder.service';
import { LinkDestinations, type AskedCode, type Destination } from './link-destinations.service';

/** The cookie that keeps a click for a page on the same host. */
const CLICK_COOKIE = 'ledger_click';
const CLICK_DAYS = 90;

interface Http {
  readonly request: Request;
  readonly response: Response;
}

/** Leads those on who follow links; a click that counts is recorded, and nothing of the visitor is kept. */
@Injectable()
export class Visits {
  private readonly budget = new ClickBudget(() => performance.now());

  constructor(
    private readonly destinations: LinkDestinations,
    private readonly recorder: ClickRecorder,
    @Inject(PROGRAM_CLOCK) private readonly clock: 'events' | 'wall',
  ) {}

  /** Throws the problems `not-found` and `unavailable`. */
  async lead({ request, response }: Http, asked: AskedCode): Promise<void> {
    const destination = await this.destinations.find(asked);
    const clickId = this.counts(request, destination) ? await this.click(destination) : null;
    response.set('Cache-Control', 'no-store');
    if (clickId !== null) response.append('Set-Cookie', cookie(clickId, isEncrypted(request)));
    response.status(302);
    response.set('Location', clickId === null ? destination.address : withClick(destination.address, clickId));
    response.end();
  }

  private counts(request: Request, { code }: Destination): boolean {
    return canBeCode(code) && isVisit(request) && this.budget.take(addressOf(request));
  }

  private async click({ program, code, clockMs }: Destination): Promise<string> {
    const clickId = randomBytes(16).toString('base64url');
    const clickedAt = new Date(this.clock === 'events' && clockMs !== null ? clockMs : Date.now());
    await this.recorder.record({ clickId, program, code, clickedAt });
    return clickId;
  }
}

function addressOf({ socket, headers }: Request): string {
  const forwardedFor = headers['x-forwarded-for'];
  return visitorOf(socket.remoteAddress ?? '', Array.isArray(forwardedFor) ? forwardedFor.join(',') : forwardedFor);
}

function isEncrypted(request: Request): boolean {
  return request.secure || String(request.headers['x-forwarded-proto'] ?? '').trim() === 'https';
}

/** The page's own script may read it: it names a click, and opens nothing. */
function cookie(clickId: string, secure: boolean): string {
  const maxAge = CLICK_DAYS * 86_400;
  return `${CLICK_COOKIE}=${clickId}; Max-Age=${maxAge}; Path=/; SameSite=Lax${secure ? '; Secure' : ''}`;
}
