/** The log needs batched direct gets and expectations over wildcards: both came with 2.11. */
export const NATS_SERVER_MIN = '2.11';

/** Whether a server of this version ("2.15.1", "2.11.0-RC.1") has what the log needs. */
export function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [minMajor = 0, minMinor = 0] = NATS_SERVER_MIN.split('.').map(Number);
  return major > minMajor || (major === minMajor && minor >= minMinor);
}
