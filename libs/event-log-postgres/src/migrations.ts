/** "log" in bytes: keeps our advisory locks apart from those of others in the same database. */
export const LOG_LOCK = 0x6c6f67;
export const MIGRATION_LOCK = 0x6c6f68;

/**
 * The tables, by version. A migration that has been released is never changed, only followed by another.
 *
 * | table | holds |
 * | --- | --- |
 * | `event` | every event once, by its id; `body` is the event as JSON text (not jsonb: that refuses NUL and lone surrogates, and reorders) |
 * | `checkpoint` | how far each ordered reader is |
 * | `queue`, `work_item` | how far each work queue has fed on the log, and what is not done yet |
 * | `parked` | events set aside for a person to look at |
 */
export function migrations(schema: string, channel: string): readonly string[] {
  return [tables(schema) + functions(schema, channel)];
}

function tables(schema: string): string {
  return `
    create table ${schema}.event (
      position bigint generated always as identity primary key,
      business text not null,
      conversation text not null,
      id text not null,
      type text not null,
      recorded_at timestamptz(3) not null,
      body text not null,
      unique (business, conversation, id)
    );
    create index event_by_time on ${schema}.event (recorded_at);

    create table ${schema}.checkpoint (reader text primary key, position bigint not null);

    create table ${schema}.queue (name text primary key, cursor bigint not null default 0);
    create table ${schema}.work_item (
      queue text not null,
      position bigint not null,
      attempt int not null default 0,
      due_at timestamptz not null default clock_timestamp(),
      last_reason text,
      primary key (queue, position)
    );
    create index work_item_due on ${schema}.work_item (queue, due_at);

    create table ${schema}.parked (
      consumer text not null,
      position bigint not null,
      reason text not null,
      parked_at timestamptz(3) not null,
      primary key (consumer, position)
    );
    create table ${schema}.ping (one boolean primary key default true check (one), at timestamptz not null);
  `;
}

function functions(schema: string, channel: string): string {
  return `
  create function ${schema}.lock_log() returns void language sql as $$
    select pg_advisory_xact_lock(${LOG_LOCK}, hashtext(${literal(schema)}))
  $$;

  -- Appends a batch: each event is stored once, or what its id names already comes back. The lock is held until the commit
  -- is visible, so positions become visible in their order and "position > n" never skips (docs/adr/0005).
  create function ${schema}.append(
    businesses text[], conversations text[], ids text[], types text[], bodies text[], tags text[], at timestamptz
  ) returns table (adopted boolean, "position" bigint, recorded_at timestamptz, body text) language plpgsql as $$
  declare
    news text[] := '{}';
  begin
    perform ${schema}.lock_log();
    for i in 1 .. coalesce(array_length(ids, 1), 0) loop
      select true, e.position, e.recorded_at, e.body into adopted, "position", recorded_at, body
        from ${schema}.event e
        where e.business = businesses[i] and e.conversation = conversations[i] and e.id = ids[i];
      if not found then
        insert into ${schema}.event as e (business, conversation, id, type, recorded_at, body)
          values (businesses[i], conversations[i], ids[i], types[i], coalesce(at, clock_timestamp()), bodies[i])
          returning false, e.position, e.recorded_at, null into adopted, "position", recorded_at, body;
        news := news || tags[i];
      end if;
      return next;
    end loop;
    if news <> '{}' then
      perform pg_notify(${literal(channel)}, array_to_string(news, ' '));
    end if;
  end $$;

  -- Feeds a queue from the log and hands out what is due. Losing the last of this at a crash of the machine only means doing it again.
  create function ${schema}.take_work(queue_name text, wanted_types text[], most int, ack_wait_ms double precision)
  returns table ("position" bigint, attempt int, last_reason text, recorded_at timestamptz, body text) language plpgsql as $$
  #variable_conflict use_column
  declare
    fed bigint;
    scanned bigint;
    seen int;
    added int;
  begin
    perform set_config('synchronous_commit', 'off', true);
    select cursor into fed from ${schema}.queue where name = queue_name;
    if exists (select from ${schema}.event e where e.position > fed) then
      select cursor into fed from ${schema}.queue where name = queue_name for update;
      with page as (
        select e.position, e.type from ${schema}.event e where e.position > fed order by e.position limit ${FEED_EVENTS}
      ), items as (
        insert into ${schema}.work_item (queue, position)
          select queue_name, page.position from page where page.type = any (wanted_types)
          on conflict do nothing returning 1
      )
      select max(page.position), count(*), (select count(*) from items) into scanned, seen, added from page;
      -- The cursor moves when it must: a write for each event that is not the queue's would cost more than reading a page again.
      if added > 0 or seen = ${FEED_EVENTS} then
        update ${schema}.queue set cursor = scanned where name = queue_name;
      end if;
    end if;
    return query
      with due as (
        select w.position from ${schema}.work_item w
          where w.queue = queue_name and w.due_at <= now()
          order by w.position limit most for update skip locked
      ), taken as (
        update ${schema}.work_item w
          set attempt = w.attempt + 1, due_at = clock_timestamp() + ack_wait_ms * interval '1 millisecond'
          from due where w.queue = queue_name and w.position = due.position
          returning w.position, w.attempt, w.last_reason
      )
      select t.position, t.attempt, t.last_reason, e.recorded_at, e.body
        from taken t join ${schema}.event e on e.position = t.position order by t.position;
  end $$;

  create function ${schema}.park(consumer_name text, at_position bigint, why text, at timestamptz)
  returns void language sql as $$
    delete from ${schema}.work_item where queue = consumer_name and position = at_position;
    insert into ${schema}.parked (consumer, position, reason, parked_at)
      values (consumer_name, at_position, why, coalesce(at, clock_timestamp()))
      on conflict (consumer, position) do update set reason = excluded.reason, parked_at = excluded.parked_at;
  $$;

  create function ${schema}.redrive(consumer_name text, business_name text, conversation_name text, event_id text)
  returns boolean language plpgsql as $$
  declare
    at_position bigint;
  begin
    delete from ${schema}.parked p using ${schema}.event e
      where p.consumer = consumer_name and e.position = p.position
        and e.business = business_name and e.conversation = conversation_name and e.id = event_id
      returning p.position into at_position;
    if at_position is null then
      return false;
    end if;
    insert into ${schema}.work_item (queue, position)
      select consumer_name, at_position where exists (select from ${schema}.queue where name = consumer_name)
      on conflict do nothing;
    perform pg_notify(${literal(channel)}, '');
    return true;
  end $$;
  `;
}

/** A page of the log that a queue looks through at once. */
const FEED_EVENTS = 500;

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
