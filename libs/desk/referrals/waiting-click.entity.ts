import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A click that is not in the log yet. */
@Entity({ schema: 'desk', name: 'waiting_clicks' })
export class WaitingClick {
  @PrimaryColumn({ name: 'click_id', type: 'text' })
  clickId!: string;

  @Column({ type: 'text' })
  program!: string;

  @Column({ type: 'text' })
  code!: string;

  @Column({ name: 'clicked_at', type: 'timestamptz' })
  clickedAt!: Date;
}
