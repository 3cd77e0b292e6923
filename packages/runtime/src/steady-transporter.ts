import { Transporters } from 'moleculer';

/**
 * Moleculer's NATS transporter, whose queue-group subscriptions stay once they are made.
 *
 * Moleculer drops and remakes all of them whenever it tells other nodes of its services, at the end of each start too. A
 * call that arrives in between is nobody's: its caller waits until the request's time limit. The NATS client renews
 * subscriptions by itself after a lost connection, so nothing is ever to be remade.
 */
export class SteadyTransporter extends Transporters.NATS {
  readonly #actions = new Set<string>();

  override async connect(): Promise<void> {
    this.#actions.clear();
    await super.connect();
  }

  override async subscribeBalancedRequest(action: string): Promise<void> {
    if (this.#actions.has(action)) return;
    this.#actions.add(action);
    await super.subscribeBalancedRequest(action);
  }

  /** A node that stops has no services any more: only then is it to take no further calls. */
  override async unsubscribeFromBalancedCommands(): Promise<void> {
    const { services }: { readonly services: readonly object[] } = this.broker.getLocalNodeInfo();
    if (services.length > 0) return;
    this.#actions.clear();
    await super.unsubscribeFromBalancedCommands();
  }

  /** Resolves when the server has everything that was sent to it, subscriptions among it. */
  async flush(): Promise<void> {
    await (this.client as { flush(): Promise<void> }).flush();
  }
}
