/** The transport of the turns' work queue. */
export const SMS_TURNS = Symbol('sms-turns');
export const SMS_OPTIONS = Symbol('sms-options');
export const SMS_LIMITS = Symbol('sms-limits');
export const TURN_DEPS = Symbol('turn-deps');
/** Keeps the turns of one conversation apart. */
export const TURN_LANES = Symbol('turn-lanes');
