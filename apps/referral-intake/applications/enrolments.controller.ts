import { Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiResponse, ApiSchema, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { whyNoAddress } from '@ledger/desk/mail/mail-address';
import { mailLocaleOf } from '@ledger/desk/mail/mail-templates';
import { PublicRoute } from '@ledger/service-kit/access/public-route';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { ApiRequestContent } from '@ledger/service-kit/openapi/request-content';
import { IdParam } from '@ledger/service-kit/reads/program-params.dto';
import { BodyReader } from '@ledger/service-kit/requests/body-reader';
import { jsonContent, withJson } from '@ledger/service-kit/requests/json-body';
import { z } from 'zod';
import { words } from './draft-bodies';
import { EnrolmentsService } from './enrolments.service';

const enrolBody = z.strictObject({
  type: words(64).describe('A type of partner that joins by self-enrolment.'),
  email: z.string().refine((text) => whyNoAddress(text) === null, { error: 'must be an e-mail address' }),
  name: words(200).optional(),
  company: words(200).optional(),
  locale: z.enum(['en', 'de']).optional().describe('Of mails; left out: by Accept-Language.'),
});
const verifyBody = z.strictObject({ secret: z.string().min(1).max(100).describe('What stands behind # in the link.') });

class SelfEnrolmentParams {
  @IdParam({ example: 'odoopbx' })
  program!: string;
}

class EnrolmentParams extends SelfEnrolmentParams {
  @IdParam({ example: 'enr_4k2m9x7q1w5e8r3t', description: 'From the link.' })
  enrolment!: string;
}

@ApiSchema({ name: 'BegunEnrolment' })
class BegunDto {
  @ApiProperty({ enum: ['verification_sent'], description: 'The same whoever has that e-mail.' })
  state!: string;
}

@ApiSchema({ name: 'EnrolledPartner' })
class EnrolledDto {
  @ApiProperty({ example: 'odoopbx' })
  program!: string;

  @ApiProperty({ example: 'par_4k2m9x7q1w5e8r3t' })
  partner!: string;

  @ApiProperty({ example: 'per_4k2m9x7q1w5e8r3t' })
  person!: string;

  @ApiProperty({ type: String, nullable: true, description: 'Its code, where the program has codes.' })
  code!: string | null;

  @ApiProperty({ description: 'By which the person is known: Authorization: Bearer …; told this once.' })
  token!: string;
}

/** Partners who enrol themselves, where terms allow it. */
@ApiTags('applications')
@PublicRoute()
@ApiResponse(problemResponse(400, 'What was sent is not valid: `errors` names what.'))
@Controller('v1/programs/:program/enrolments')
export class EnrolmentsController {
  constructor(
    private readonly enrolments: EnrolmentsService,
    private readonly bodies: BodyReader,
  ) {}

  @Post()
  @HttpCode(202)
  @ApiOperation({ summary: 'Ask to enrol: a link is sent to the e-mail' })
  @ApiRequestContent(jsonContent(enrolBody, { type: 'referral', email: 'ann@example.com', name: 'Ann Alder' }))
  @ApiResponse({ status: 202, type: BegunDto })
  @ApiResponse(problemResponse(404, 'There is no such program.'))
  begin(@Req() request: Request, @Param() { program }: SelfEnrolmentParams): Promise<BegunDto> {
    return withJson(this.bodies, request, enrolBody, async ({ type, email, name = null, company = null, locale }) => {
      const language = locale ?? mailLocaleOf(request.headers['accept-language']);
      const who = { program, partnerType: type, email, name, company, locale: language };
      await this.enrolments.begin({ ...who, address: request.ip ?? '' });
      return { state: 'verification_sent' };
    });
  }

  @Post(':enrolment/verify')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Enrol by the link from the mail, which holds once: the partner, its first person and its code',
  })
  @ApiRequestContent(jsonContent(verifyBody, { secret: 'x'.repeat(43) }))
  @ApiOkResponse({ type: EnrolledDto })
  @ApiResponse(problemResponse(404, 'There is no such program, or no enrolment that the link opens.'))
  @ApiResponse(problemResponse(410, 'The link was used, or has expired.'))
  @ApiResponse(problemResponse(422, 'The rules of the program reject it: `code` says why.'))
  verify(@Req() request: Request, @Param() { program, enrolment }: EnrolmentParams): Promise<EnrolledDto> {
    return withJson(this.bodies, request, verifyBody, ({ secret }) =>
      this.enrolments.verify(program, enrolment, secret),
    );
  }
}
