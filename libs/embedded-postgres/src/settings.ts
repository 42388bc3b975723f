/** A small server: one process's pools, a few megabytes, nothing parallel. Given on the command line, so that they come with the code. */
export function serverSettings(port: number, fsync: boolean): Readonly<Record<string, string>> {
  return {
    listen_addresses: '127.0.0.1',
    port: String(port),
    // Loopback with a password works alike everywhere; a socket's path may be too long and its folder closed to us.
    unix_socket_directories: '',
    max_connections: '60',
    shared_buffers: '16MB',
    max_wal_size: '128MB',
    min_wal_size: '16MB',
    jit: 'off',
    // Fewer processes: no I/O workers, no parallel workers, no replication.
    io_method: 'sync',
    max_worker_processes: '2',
    max_parallel_workers: '0',
    max_parallel_workers_per_gather: '0',
    max_parallel_maintenance_workers: '0',
    max_logical_replication_workers: '0',
    max_wal_senders: '0',
    wal_level: 'minimal',
    autovacuum_max_workers: '1',
    huge_pages: 'off',
    // Two rival bookings that lock each other out should not keep a customer waiting.
    deadlock_timeout: '200ms',
    // A client that died in the middle must not hold the log's lock for ever.
    idle_in_transaction_session_timeout: '60s',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // The server's log must not hold what customers wrote: no statements, no details of rows.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
    // Still written to the system at each commit: only a power cut, not a kill, loses something.
    ...(fsync ? {} : { fsync: 'off', full_page_writes: 'off' }),
  };
}
