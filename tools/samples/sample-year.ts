import type { World } from '@tools/histories/scenarios/world';
import { sell, type PartnerWithCode, type Sale, type Won } from './behaviours/customer-lifecycle';
import type { CustomerIdentity } from './fictional-directory';
import { Scene } from './scene';

/** The year of one program while it is being told: its partners by name, and the customers that each brought in. */
export class SampleYear {
  readonly scene: Scene;
  private readonly partners = new Map<string, PartnerWithCode>();
  private readonly customers = new Map<string, Won[]>();

  constructor(world: World) {
    this.scene = new Scene(world);
  }

  /** Invents who is behind a partner's name; nothing is recorded yet. */
  introduce(name: string, type: string): PartnerWithCode {
    const who = { ...this.scene.directory.partner(name, type), code: `${name.toUpperCase()}-26` };
    this.partners.set(name, who);
    return who;
  }

  /** The partner of that name. Throws where the scenario has none. */
  partner(name: string): PartnerWithCode {
    const found = this.partners.get(name);
    if (found === undefined) throw new Error(`No partner is called ${name} in this sample`);
    return found;
  }

  /** A customer signs up, with the partner's code or after a click on its link, and is billed from then on. */
  win(name: string, sale: Sale, identity?: CustomerIdentity): Won {
    const won = sell(this.scene, { code: this.partner(name).code, ...sale }, identity);
    this.remember(name, won);
    return won;
  }

  /** Keeps a customer that came to the partner by another way than a code. */
  remember(name: string, won: Won): void {
    this.customers.set(name, [...(this.customers.get(name) ?? []), won]);
  }

  /** The partner's customer number `which`, from 0, in the order in which they were told. */
  customer(name: string, which: number): Won {
    const won = this.customers.get(name)?.[which];
    if (won === undefined) throw new Error(`${name} has no customer number ${which} in this sample`);
    return won;
  }
}
