import { describe } from '@jest/globals';
import { describeAppending } from './conformance/appending.js';
import { describeExactJson } from './conformance/exact-json.js';
import { describeFailing } from './conformance/failing.js';
import { describeFollowing } from './conformance/following.js';
import { eachWithAFreshLog, type EventLogHarness } from './conformance/log-under-test.js';
import { describeOwing } from './conformance/owing.js';
import { describeQueueing } from './conformance/queueing.js';
import { describeWaiting } from './conformance/waiting.js';

export type { EventLogHarness, LogUnderTest } from './conformance/log-under-test.js';
export { utterance } from './conformance/log-under-test.js';

/** What every log must do: run by each adapter on its real server. The adapters behave alike because this says so. */
export function describeEventLog(name: string, harness: EventLogHarness): void {
  describe(`the log ${name}`, () => {
    const current = eachWithAFreshLog(harness);
    describeAppending(current);
    describeExactJson(current);
    describeWaiting(current);
    describeFollowing(current);
    describeQueueing(current);
    describeOwing(current, harness);
    describeFailing(current, harness);
  });
}
