/** The transport of the guard's reader. */
export const GUARD_READER = Symbol('guard-reader');
export const LOG = Symbol('log');
export const INITIAL_POLICY = Symbol('initial-policy');
