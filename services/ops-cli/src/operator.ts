import { userInfo } from 'node:os';
import { EXIT, Failure } from './terminal.js';

/** As long as the log lets a name, and a reason, be. */
const NAME_MAX = 200;
const REASON_MAX = 2_000;

/** Who acts, as it is recorded: the name given, else that of the user of this machine. */
export function actorOf(given: string | undefined): string {
  const name = (given ?? userName()).trim();
  if (name === '' || name.length > NAME_MAX)
    throw new Failure(`--actor must be a name of 1 to ${NAME_MAX} characters`, EXIT.usage);
  return name;
}

/** Why: stands in the log for good. */
export function reasonOf(given: string): string {
  const reason = given.trim();
  if (reason === '' || reason.length > REASON_MAX)
    throw new Failure(`--reason must say why, in 1 to ${REASON_MAX} characters`, EXIT.usage);
  return reason;
}

/** A container may run under a user that has no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'operator';
  }
}
