import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { OPTIONAL_MAILS, type OptionalMail } from '@ledger/desk/mail/mail-preferences';
import { z } from 'zod';

/** Which of the mails that one need not get are not wanted. */
export const preferencesBody = z.strictObject({
  unwanted: z
    .array(z.enum(OPTIONAL_MAILS))
    .max(OPTIONAL_MAILS.length)
    .describe('Those that are not to come; an empty list: all come.'),
});

/** Which mails a person wants as one of a partner. */
@ApiSchema({ name: 'MailPreferences' })
export class PreferencesDto {
  @ApiProperty({
    enum: OPTIONAL_MAILS,
    isArray: true,
    description: 'Those that do not come.',
  })
  unwanted!: OptionalMail[];

  @ApiProperty({ enum: OPTIONAL_MAILS, isArray: true, description: 'Those that come.' })
  wanted!: OptionalMail[];
}

export function preferencesDto(unwanted: readonly OptionalMail[]): PreferencesDto {
  const isUnwanted = (mail: OptionalMail) => unwanted.includes(mail);
  return { unwanted: OPTIONAL_MAILS.filter(isUnwanted), wanted: OPTIONAL_MAILS.filter((mail) => !isUnwanted(mail)) };
}
