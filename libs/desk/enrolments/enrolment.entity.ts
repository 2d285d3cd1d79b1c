import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { MailLocale } from '../mail/mail-templates';

/** Somebody who enrols as a partner without a review, once its e-mail is verified. */
@Entity({ schema: 'desk', name: 'enrolments' })
export class Enrolment {
  @PrimaryColumn({ type: 'text' })
  program!: string;

  @PrimaryColumn({ type: 'text' })
  id!: string;

  /** What it is called in the log. */
  @Column({ type: 'text' })
  partner!: string;

  @Column({ name: 'partner_type', type: 'text' })
  partnerType!: string;

  @Column({ type: 'text' })
  locale!: MailLocale;

  @Column({ type: 'text', nullable: true })
  name!: string | null;

  @Column({ type: 'text', nullable: true })
  company!: string | null;

  @Column({ type: 'text' })
  email!: string;

  @Column({ name: 'secret_hash', type: 'text' })
  secretHash!: string;

  /** Of the network address and the day that it came from and on. */
  @Column({ name: 'address_hash', type: 'text' })
  addressHash!: string;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt!: Date;

  /** The time of its fact, fixed when it is verified. */
  @Column({ name: 'fact_at', type: 'timestamptz', nullable: true })
  factAt!: Date | null;

  @Column({ name: 'enrolled_at', type: 'timestamptz', nullable: true })
  enrolledAt!: Date | null;

  @Column({ type: 'text', nullable: true })
  code!: string | null;
}
