import { toBusinessTime } from '@slotguard/business-time';
import type { Business, StoredEvent } from '@slotguard/contracts';
import { businessSchema, newEvent, policyOf } from '@slotguard/contracts';
import type { Channel, ConversationState, EventNamed, Policy, Recorded, Story } from '@slotguard/conversation';
import { foldStory, reminderId } from '@slotguard/conversation';
import type { EventLog } from '@slotguard/event-log';
import { loadStory } from '@slotguard/event-log';
import type { Assistant } from '../assistant.js';
import { ruleBasedAssistant } from '../rule-based/rule-based-assistant.js';
import { remind } from '../remind.js';
import { runTurn } from '../turn.js';
import type { TurnDeps } from '../turn-deps.js';
import type { TurnLimits } from '../turn-limits.js';
import { turnLimits } from '../turn-limits.js';
import { AttendedLog } from './attended-log.js';
import { PocketPhone } from './pocket-phone.js';
import { SmallCalendar } from './small-calendar.js';

const day = ['09:00-18:00'];
/** The demo business, in short. */
export function radiance(changes: Record<string, unknown> = {}): Business {
  return businessSchema.parse({
    id: 'radiance',
    name: 'Radiance Med Spa',
    phone: '(518) 555-0134',
    address: '214 Maple Avenue, Suite 3, Albany, NY 12203',
    services: [
      { id: 'botox', name: 'Botox', aliases: ['tox'], minutes: 30, price: '$12 per unit' },
      { id: 'facial', name: 'Facial', aliases: ['hydrafacial'], minutes: 60, price: '$140' },
      { id: 'consultation', name: 'Consultation', aliases: ['consult'], minutes: 15, price: 'free' },
    ],
    resources: [
      { id: 'ana', name: 'Ana Reyes', aliases: ['Ana'] },
      { id: 'maya', name: 'Maya Chen', aliases: ['Maya'] },
    ],
    hours: { monday: day, tuesday: day, wednesday: day, thursday: day, friday: day, saturday: day },
    facts: { parking: 'Free parking behind the building, entrance on Oak Street.' },
    ...changes,
  });
}

/** Monday, 17 November 2025, ten in the morning in New York. */
export const OPENING = '2025-11-17T10:00:00-05:00';

interface ShopOptions {
  readonly assistant?: Assistant;
  readonly business?: Business;
  readonly channel?: Channel;
  readonly policy?: Policy;
  readonly limits?: Partial<TurnLimits>;
}

/** A whole shop in memory, with its clock pinned: a customer's phone, the receptionist, the guard and the calendar. */
export class Shop {
  at = Date.parse(OPENING);
  readonly business: Business;
  readonly phone = new PocketPhone();
  readonly calendar: SmallCalendar;
  readonly log: EventLog;
  readonly deps: TurnDeps;
  readonly channel: Channel;
  #texts = 0;

  constructor(options: ShopOptions = {}) {
    const now = (): Date => new Date(this.at);
    const { business = radiance(), channel = 'sms', assistant = ruleBasedAssistant, limits } = options;
    const { policy = policyOf(business) } = options;
    this.business = business;
    this.channel = channel;
    this.calendar = new SmallCalendar(business, now);
    this.log = new AttendedLog({ calendar: this.calendar, now, policy });
    this.deps = {
      log: this.log,
      business,
      assistant,
      availability: this.calendar.availability,
      courier: this.phone,
      clock: { now },
      limits: { ...turnLimits, waitMs: 50, findPauseMs: 1, ...limits },
    };
  }

  /** A minute later the customer texts this, and is answered; the answers' texts. */
  async text(words: string): Promise<string[]> {
    const before = this.phone.received.length;
    await this.answer(await this.hear(words));
    return this.phone.received.slice(before).map(({ text }) => text);
  }

  /** The text arrives; nobody answers yet. */
  async hear(words: string, over: Partial<EventNamed<'UserUtterance'>['data']> = {}): Promise<StoredEvent> {
    if (this.#texts === 0) await this.start();
    this.at += 60_000;
    this.#texts += 1;
    const data = { source: 'message' as const, beganAt: this.time(), ...over };
    return this.write('UserUtterance', `utt-${this.#texts}`, data, { text: words });
  }

  answer(utterance: StoredEvent, over: Partial<TurnDeps> = {}): Promise<void> {
    this.at += 1_000;
    return runTurn(utterance, { ...this.deps, ...over });
  }

  /** What an operator's command records. */
  async operate<T extends 'ConversationTakenOver' | 'OperatorReplied' | 'ConversationReleased' | 'CancellationOrdered'>(
    type: T,
    id: string,
    personal: EventNamed<T>['personal'],
    data: object = {},
  ): Promise<StoredEvent> {
    const ref = { business: this.business.id, conversation: 'talk', channel: this.channel, correlation: id };
    const envelope = { id, time: this.time(), ...ref, writer: 'ops' as const };
    return (
      await this.log.append(newEvent(type, envelope, { actor: 'Dana', ...data } as EventNamed<T>['data'], personal))
    ).event;
  }

  /** The calendar says that the last appointment is to be reminded of now, unless another is meant. */
  async due(over: Partial<EventNamed<'ReminderDue'>['data']> = {}): Promise<StoredEvent> {
    const { id: appointment = 'none', slot } = (await this.state()).appointments.at(-1) ?? {};
    if (!slot) throw new Error('nobody has an appointment in this shop');
    const data = { appointment, slot, validUntil: slot.start, ...over };
    const id = reminderId(data.appointment, data.slot.start);
    const ref = { business: this.business.id, conversation: 'talk', channel: this.channel, correlation: id };
    const envelope = { id, time: this.time(), ...ref, writer: 'calendar' as const };
    return (await this.log.append(newEvent('ReminderDue', envelope, data, {}))).event;
  }

  /** It is said; what the customer then reads. */
  async remind(over: Partial<EventNamed<'ReminderDue'>['data']> = {}): Promise<string[]> {
    const before = this.phone.received.length;
    await remind(await this.due(over), this.deps);
    return this.phone.received.slice(before).map(({ text }) => text);
  }

  async write<T extends 'UserUtterance' | 'ConversationStarted' | 'CustomerOptedOut' | 'CustomerOptedIn'>(
    type: T,
    id: string,
    data: EventNamed<T>['data'],
    personal: EventNamed<T>['personal'],
  ): Promise<StoredEvent> {
    const { channel } = this;
    const ref = { business: this.business.id, conversation: 'talk', channel, writer: channel, correlation: id };
    return (await this.log.append(newEvent(type, { id, time: this.time(), ...ref }, data, personal))).event;
  }

  story(): Promise<Story> {
    return loadStory(this.log, { business: this.business.id, conversation: 'talk' });
  }

  async state(): Promise<ConversationState> {
    return foldStory(await this.story());
  }

  async all<
    T extends
      | Recorded<EventNamed<'TurnEnded'>>['type']
      | 'AssistantReplied'
      | 'AppointmentBooked'
      | 'MessageFailed'
      | 'AssistantStepped'
      | 'BookingRequested'
      | 'CancellationRequested'
      | 'CustomerIdentified'
      | 'OffersPresented'
      | 'MessageSent'
      | 'PersonRequested',
  >(type: T): Promise<Recorded<EventNamed<T>>[]> {
    return (await this.story()).filter((event) => event.type === type) as unknown as Recorded<EventNamed<T>>[];
  }

  private async start(): Promise<void> {
    await this.write(
      'ConversationStarted',
      'started',
      { thread: 'number_pair' },
      { customer: '+15185550100', business: '+15185550134' },
    );
  }

  private time(): string {
    return toBusinessTime(this.at, this.business.timeZone);
  }
}
