import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Which mails a person does not want as one of a partner; no row: it wants all. */
@Entity({ schema: 'desk', name: 'mail_preferences' })
export class MailPreferences {
  @PrimaryColumn({ type: 'text' })
  person!: string;

  @PrimaryColumn({ type: 'text' })
  program!: string;

  @PrimaryColumn({ type: 'text' })
  partner!: string;

  @Column({ type: 'text', array: true })
  unwanted!: string[];
}
