import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { maskedAddress, type ListedMail } from '@ledger/desk/mail/list-mails';
import { MAIL_STATES, type MailState } from '@ledger/desk/mail/mail.entity';
import { MAIL_LOCALES, MAIL_TEMPLATES, type MailLocale, type MailTemplate } from '@ledger/desk/mail/mail-templates';
import { PageQuery } from '@ledger/service-kit/pages/page-query.dto';
import { IsIn, IsOptional } from 'class-validator';

export class MailsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: MAIL_STATES, description: 'In this state only.' })
  @IsOptional()
  @IsIn(MAIL_STATES)
  state?: MailState;
}

/** A mail, and what became of it. */
@ApiSchema({ name: 'Mail' })
export class MailDto {
  @ApiProperty({ format: 'uuid', description: 'Also in its Message-ID.' })
  id!: string;

  @ApiProperty({ type: String, nullable: true, description: 'The partner whom it is for; null: somebody who is none.' })
  partner!: string | null;

  @ApiProperty({ enum: MAIL_TEMPLATES })
  template!: MailTemplate;

  @ApiProperty({ description: 'What it is of, such as the id of a fact.' })
  about!: string;

  @ApiProperty({ enum: MAIL_LOCALES })
  locale!: MailLocale;

  @ApiProperty({
    type: String,
    nullable: true,
    example: 'a…@…',
    description: 'Whole for those who may read personal data; null: forgotten.',
  })
  address!: string | null;

  @ApiProperty({ enum: MAIL_STATES })
  state!: MailState;

  @ApiProperty({ description: 'How often it was tried.' })
  attempts!: number;

  @ApiProperty({ format: 'date-time' })
  queuedAt!: string;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When it is tried next; null: it ended.',
  })
  nextAt!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  endedAt!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Why it is not sent, or was not at the last attempt.' })
  reason!: string | null;
}

/** Mails, the latest first. */
@ApiSchema({ name: 'Mails' })
export class MailsDto {
  @ApiProperty({ type: [MailDto] })
  items!: MailDto[];

  @ApiProperty({ type: String, nullable: true, description: 'For the next page; null: this is the last.' })
  next!: string | null;
}

/** A mail as it is answered to one who may see addresses, or may not. */
export function mailDto(
  { program: _, address, queuedAt, nextAt, endedAt, ...mail }: ListedMail,
  isWhole: boolean,
): MailDto {
  return {
    ...mail,
    address: isWhole ? address : maskedAddress(address),
    queuedAt: queuedAt.toISOString(),
    nextAt: nextAt?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
  };
}
