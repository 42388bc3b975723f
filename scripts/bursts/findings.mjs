/** A reply and a text that cross within this have not seen each other: nobody could have held the reply back. */
const CROSSING_MS = 150;

/** What a log says about turns. */
export function findingsOf(story) {
  const conversations = Map.groupBy?.(story, ({ conversation }) => conversation) ?? groupBy(story);
  const sum = {
    turns: 0,
    superseded: 0,
    interleaved: 0,
    overtakenReplies: 0,
    crossed: 0,
    unanswered: 0,
    answeredTwice: 0,
    byRules: 0,
    booked: 0,
  };
  for (const events of conversations.values()) for (const [key, n] of Object.entries(ofOne(events))) sum[key] += n;
  return { conversations: conversations.size, ...sum };
}

function groupBy(story) {
  const groups = new Map();
  for (const event of story) groups.set(event.conversation, [...(groups.get(event.conversation) ?? []), event]);
  return groups;
}

function ofOne(events) {
  const said = events.filter(({ type }) => type === 'UserUtterance');
  const ends = events.filter(({ type }) => type === 'TurnEnded');
  const replies = events.filter(({ type }) => type === 'AssistantReplied');
  const answered = ends.flatMap(({ data }) => data.answers);
  const late = replies.flatMap((reply) => {
    const question = said.find(({ id }) => id === reply.data.turn);
    const newer = said.filter(({ position }) => position > question.position && position < reply.position);
    return newer.slice(0, 1).map((first) => {
      const verdict = events.find(({ id }) => id === `sel-${first.id}`);
      const ms = Date.parse(reply.recordedAt) - Date.parse(first.recordedAt);
      // On a machine that is out of breath everything takes longer: what the guard has not read yet nobody has.
      return ms > CROSSING_MS && verdict?.position < reply.position;
    });
  });
  return {
    turns: ends.length,
    superseded: ends.filter(({ data }) => data.how === 'superseded').length,
    interleaved: interleavings(events),
    overtakenReplies: late.filter((wasSeen) => wasSeen).length,
    crossed: late.filter((wasSeen) => !wasSeen).length,
    unanswered: said.filter(({ id }) => !answered.includes(id)).length,
    answeredTwice: answered.length - new Set(answered).size,
    byRules: events.filter(({ type, data }) => type === 'AssistantStepped' && data.fallback !== undefined).length,
    booked: events.filter(({ type }) => type === 'AppointmentBooked').length,
  };
}

/** How often a turn thinks or speaks on after another one of its conversation has begun. Ending as overtaken is neither. */
function interleavings(events) {
  const turns = events
    .filter(({ type }) => ['AssistantStepped', 'AssistantReplied'].includes(type))
    .map(({ data }) => data.turn);
  const begun = turns.filter((turn, i) => turn !== turns[i - 1]);
  return begun.length - new Set(begun).size;
}
