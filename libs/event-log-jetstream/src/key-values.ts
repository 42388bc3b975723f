import type { Connection } from './connection.js';
import { fromLeader } from './reads.js';

/** A key-value bucket, read from its leader: what is kept here is little, and asked for seldom. */
export class KeyValues {
  constructor(
    private readonly connection: Connection,
    /** `KV_…` */
    private readonly stream: string,
  ) {}

  async get(key: string): Promise<string | undefined> {
    const found = await fromLeader(this.connection, this.stream, { last_by_subj: this.#subject(key) });
    return found && new TextDecoder().decode(found.body);
  }

  async put(key: string, value: string): Promise<void> {
    await this.connection.ask(() => this.connection.js.publish(this.#subject(key), value));
  }

  #subject(key: string): string {
    return `$KV.${this.stream.slice('KV_'.length)}.${key}`;
  }
}
