import { businessSchema, type Business } from '@slotguard/contracts';

/** A salon for the tests: New York, Monday to Saturday nine to six, two providers; changed as a test needs it. */
export function aBusiness(changes: Record<string, unknown> = {}): Business {
  const day = ['09:00-18:00'];
  return businessSchema.parse({
    id: 'salon',
    name: 'Salon',
    timeZone: 'America/New_York',
    services: [
      { id: 'botox', name: 'Botox', aliases: ['tox'], minutes: 30 },
      { id: 'facial', name: 'Facial', minutes: 60 },
    ],
    resources: [
      { id: 'ana', name: 'Ana Reyes', aliases: ['Ana'] },
      { id: 'maya', name: 'Maya Chen' },
    ],
    hours: { monday: day, tuesday: day, wednesday: day, thursday: day, friday: day, saturday: day },
    ...changes,
  });
}
