import { describe, expect, test } from '@jest/globals';
import { newEvent } from '@slotguard/contracts';
import { anySteps, given, slotAt } from '@slotguard/testing';
import fc from 'fast-check';
import type { ConversationEvent, Recorded, Story } from './events.js';
import { findBreaches } from './invariants.js';
import { nextOwed, type PolicyAt } from './owed.js';
import { defaultPolicy } from './policy.js';
import { foldStory, isGuardEvent } from './story.js';

const policyAt = () => defaultPolicy();

/** Everything that the guard owes a story, added at its end. */
function settle(story: Story, under: PolicyAt = policyAt): Recorded<ConversationEvent>[] {
  const settled = [...story];
  for (;;) {
    const owed = nextOwed(settled, under);
    if (!owed) return settled;
    const recordedAt = story.at(-1)?.recordedAt ?? '';
    settled.push({ ...owed, position: settled.length + 1, recordedAt });
  }
}
const guardWords = (story: Story): Map<string, unknown> =>
  new Map(story.filter(isGuardEvent).map(({ id, type, data }) => [id, { type, data }]));
const numbered = (events: readonly Recorded<ConversationEvent>[]): Recorded<ConversationEvent>[] =>
  events.map((event, i) => ({ ...event, position: i + 1 }));
const guardRules = /^(approval|choice|verdict|decision|change|wish)_/;

const anyStory = anySteps.map((steps) => given(...steps).when().events);
/** The same events in any order at all, guard events among them. */
const anyShuffledStory = anyStory.chain((events) =>
  fc.shuffledSubarray([...events], { minLength: events.length }).map(numbered),
);

/** Hours away from the story's own time, of slots that are offered in it. */
const anyHoldEvent = fc
  .record({
    kind: fc.constantFrom('HoldPlaced' as const, 'HoldRefused' as const, 'HoldReleased' as const),
    hour: fc.integer({ min: 8, max: 23 }),
    slot: fc.constantFrom(slotAt('14:00'), slotAt('14:30'), slotAt('16:00')),
    n: fc.nat(12),
  })
  .map(({ kind, hour, slot, n }) => {
    const time = `2025-11-16T${String(hour).padStart(2, '0')}:00:00-05:00`;
    const parties = { business: 'radiance', conversation: 'story', channel: 'sms', writer: 'calendar' } as const;
    const envelope = { ...parties, id: `hld-utt-${n}-${hour}`, time, correlation: 'story' };
    const [hold, verdict] = [`hld-utt-${n}`, `sel-utt-${n}`];
    const event =
      kind === 'HoldPlaced'
        ? newEvent(kind, envelope, { hold, verdict, slot, until: slot.start }, {})
        : kind === 'HoldRefused'
          ? newEvent(kind, envelope, { verdict, slot, reason: 'slot_taken' }, {})
          : newEvent(kind, envelope, { hold, why: 'cleared' }, {});
    return { ...event, position: 0, recordedAt: new Date(time).toISOString() };
  });

describe('whatever happens in a conversation', () => {
  test('the fold is total: any events in any order fold', () => {
    fc.assert(fc.property(anyShuffledStory, (story) => expect(foldStory(story).time).toBeGreaterThanOrEqual(0)));
  });
  test('deciding twice adds nothing', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        expect(nextOwed(story, policyAt)).toBeUndefined();
        expect(settle(story)).toEqual(story);
      }),
    );
  });
  test('no sequence of events leads to an approval that breaks the rules', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        expect(findBreaches(story).breaches.filter(({ rule }) => guardRules.test(rule))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
  test('no order of the same events leads to such an approval either', () => {
    const unguarded = anyShuffledStory.map((story) => numbered(story.filter((event) => !isGuardEvent(event))));
    fc.assert(
      fc.property(unguarded, (story) => {
        expect(findBreaches(settle(story)).breaches.filter(({ rule }) => guardRules.test(rule))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
  test('a replay says what was said live', () => {
    fc.assert(
      fc.property(anyStory, (live) => {
        const replayed = settle(live.filter((event) => !isGuardEvent(event)));
        expect(guardWords(replayed)).toEqual(guardWords(live));
      }),
    );
  });
  test('the order in which guard events reach the log does not matter', () => {
    const moved = anyStory.chain((story) => {
      const others = story.filter((event) => !isGuardEvent(event));
      const words = story.filter((event) => isGuardEvent(event));
      return fc.array(fc.nat(others.length), { minLength: words.length, maxLength: words.length }).map((places) => {
        const mixed = others.flatMap((event, i) => [...words.filter((_, k) => places[k] === i), event]);
        return { story, mixed: [...mixed, ...words.filter((_, k) => places[k] === others.length)] };
      });
    });
    fc.assert(
      fc.property(moved, ({ story, mixed }) => {
        expect(foldStory(mixed)).toEqual(foldStory(story));
        expect(nextOwed(mixed, policyAt)).toBeUndefined();
      }),
    );
  });
  test('what the calendar says of holds, true or false, early or late, changes nothing that the guard knows or decides', () => {
    const withHolds = anyStory.chain((story) =>
      fc.array(fc.tuple(fc.nat(story.length), anyHoldEvent), { minLength: 1, maxLength: 4 }).map((extra) => {
        const put = story.flatMap((event, i) => [...extra.filter(([at]) => at === i).map(([, hold]) => hold), event]);
        const mixed = [...put, ...extra.filter(([at]) => at === story.length).map(([, hold]) => hold)];
        return { story, mixed: numbered(mixed as Recorded<ConversationEvent>[]) };
      }),
    );
    fc.assert(
      fc.property(withHolds, ({ story, mixed }) => {
        expect(foldStory(mixed)).toEqual(foldStory(story));
        const replayed = settle(mixed.filter((event) => !isGuardEvent(event)));
        expect(guardWords(replayed)).toEqual(guardWords(story));
      }),
    );
  });
  test('some of these conversations do end in an approval', () => {
    const approved = fc
      .sample(anyStory, { numRuns: 500, seed: 1 })
      .filter((story) => story.some(({ type }) => type === 'BookingApproved'));
    expect(approved.length).toBeGreaterThan(20);
  });
  test('and some in a change', () => {
    const stories = fc.sample(anyStory, { numRuns: 500, seed: 1 });
    const having = (type: string): number =>
      stories.filter((story) => story.some((event) => event.type === type)).length;
    expect(having('CancellationApproved')).toBeGreaterThan(10);
    expect(having('RescheduleApproved')).toBeGreaterThan(10);
    expect(having('CancellationRejected')).toBeGreaterThan(10);
    expect(having('RescheduleRejected')).toBeGreaterThan(10);
  });
  test('nothing is cancelled or moved without words of the customer that ask for it', () => {
    const quiet = anyStory.map((story) =>
      settle(
        numbered(
          story
            .filter((event) => !isGuardEvent(event))
            .map((event) =>
              event.type === 'UserUtterance' && /cancel|move|reschedule/.test(event.personal.text)
                ? { ...event, personal: { text: 'hm' } }
                : event,
            ),
        ),
      ),
    );
    fc.assert(
      fc.property(quiet, (story) => {
        const changes = story.filter(({ type }) => type === 'CancellationApproved' || type === 'RescheduleApproved');
        expect(changes).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
