import { LastingClient } from '@slotguard/event-log-postgres';
import { DataSource, LessThan, MigrationExecutor, MoreThan } from 'typeorm';
import type { FindOptionsWhere } from 'typeorm';
import type { ConversationStatus } from './entities.js';
import { Conversation, Customer, Decision, ENTITIES, Message, SCHEMA } from './entities.js';
import { First1763251200001 } from './migrations/0001-first.js';
import { ConsentAt1764288000002 } from './migrations/0002-consent-at.js';

export interface ReadModelOptions {
  /** `postgres://…` */
  readonly url: string;
  /** The projection and a few readers. Default 4. */
  readonly poolMax?: number;
}

export interface ConversationFilter {
  readonly business?: string;
  readonly status?: ConversationStatus;
  readonly channel?: Conversation['channel'];
  /** Only what stands below this one in the list: the next page. */
  readonly below?: Pick<Conversation, 'lastActivity' | 'id'>;
  /** Default 50, at most 200. */
  readonly limit?: number;
}

export interface ConversationDetails {
  readonly conversation: Conversation;
  readonly customer: Customer | null;
  /** In the order of the log. */
  readonly messages: readonly Message[];
  readonly decisions: readonly Decision[];
}

const LIMIT_DEFAULT = 50;
const LIMIT_MAX = 200;
const CONNECT_TIMEOUT_MS = 5_000;
/** Any number that nobody else locks. */
const MIGRATION_LOCK = 7_314_001;

/** Connects and brings the schema up to date; instances that start together take turns. Rejects when the database does not answer. */
export async function openReadModel({ url, poolMax = 4 }: ReadModelOptions): Promise<ReadModel> {
  const source = new DataSource({
    type: 'postgres',
    url,
    schema: SCHEMA,
    entities: ENTITIES,
    migrations: [First1763251200001, ConsentAt1764288000002],
    migrationsTableName: 'migration',
    synchronize: false,
    installExtensions: false,
    logging: false,
    poolSize: poolMax,
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    applicationName: 'slotguard read-model',
    // An idle connection that the server closes is no news: the next query opens another.
    poolErrorHandler: () => undefined,
    extra: { Client: LastingClient },
  });
  await source.initialize();
  try {
    await migrate(source);
  } catch (error) {
    await source.destroy();
    throw error;
  }
  return new ReadModel(source);
}

async function migrate(source: DataSource): Promise<void> {
  const runner = source.createQueryRunner();
  try {
    await runner.startTransaction();
    await runner.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    await runner.query(`create schema if not exists ${SCHEMA}`);
    await new MigrationExecutor(source, runner).executePendingMigrations();
    await runner.commitTransaction();
  } catch (error) {
    await runner.rollbackTransaction().catch(() => undefined);
    throw error;
  } finally {
    await runner.release();
  }
}

/** The rows, for people and consoles; `Projection` keeps them up to date. */
export class ReadModel {
  constructor(readonly source: DataSource) {}

  /** The last active first. */
  async listConversations(filter: ConversationFilter = {}): Promise<Conversation[]> {
    const { business, status, channel, below, limit = LIMIT_DEFAULT } = filter;
    const kind: FindOptionsWhere<Conversation> = {
      ...(business === undefined ? {} : { business }),
      ...(status === undefined ? {} : { status }),
      ...(channel === undefined ? {} : { channel }),
    };
    const where = below
      ? [
          { ...kind, lastActivity: LessThan(below.lastActivity) },
          { ...kind, lastActivity: below.lastActivity, id: MoreThan(below.id) },
        ]
      : kind;
    const order = { lastActivity: 'DESC', id: 'ASC' } as const;
    return this.source.manager.find(Conversation, { where, order, take: Math.min(limit, LIMIT_MAX) });
  }

  async conversation(business: string, id: string): Promise<ConversationDetails | undefined> {
    // One snapshot, so that a decision never stands beside messages that are older than it.
    return this.source.transaction('REPEATABLE READ', async (manager) => {
      const conversation = await manager.findOneBy(Conversation, { business, id });
      if (!conversation) return undefined;
      const within = { where: { business, conversation: id }, order: { position: 'ASC' } } as const;
      const customer = conversation.customer;
      return {
        conversation,
        customer: customer === null ? null : await manager.findOneBy(Customer, { business, id: customer }),
        messages: await manager.find(Message, within),
        decisions: await manager.find(Decision, within),
      };
    });
  }

  async close(): Promise<void> {
    await this.source.destroy();
  }
}
