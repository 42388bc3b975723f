import pg from 'pg';

/**
 * For pools: a connection that breaks says so in its query; without a listener of its own, one that breaks between a query's end and its
 * return to the pool would end the process.
 */
export class LastingClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}
