import type { Courier, OutgoingText, TurnDeps } from '@slotguard/receptionist';
import { currentContext, type SpanOptions, type Tracing } from '@slotguard/service-kit';

/** The provider's requests, each in a span. */
export function tracedCourier(courier: Courier, tracing: Tracing): Courier {
  const about = (name: string, { id, conversation }: OutgoingText): SpanOptions => ({
    name,
    kind: 'client',
    attributes: { 'slotguard.event': id, 'slotguard.conversation': conversation },
  });
  return {
    send: (message) =>
      tracing.span(about('send text', message), async (span) => {
        const delivery = await courier.send(message);
        span.set({ 'slotguard.delivery': delivery.kind });
        return delivery;
      }),
    find: (message, known) =>
      tracing.span(about('find text', message), async (span) => {
        const found = await courier.find(message, known);
        span.set({ 'slotguard.found': found.kind });
        return found;
      }),
  };
}

/** The look-up carries its trace to the calendar, over whatever transport. */
export function tracedAvailability(ask: TurnDeps['availability'], tracing: Tracing): TurnDeps['availability'] {
  return (request) =>
    tracing.span({ name: 'ask calendar.availability', kind: 'client' }, () => {
      const { traceparent } = currentContext();
      return ask(traceparent === undefined ? request : { ...request, traceparent });
    });
}
