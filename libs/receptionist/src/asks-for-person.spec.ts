import { describe, expect, test } from '@jest/globals';
import { asksForPerson } from './asks-for-person.js';

describe('a customer who wants a person', () => {
  test.each([
    'talk to a person',
    'Can I talk to a real person please?',
    'human please',
    'HUMAN',
    'representative',
    'Representative!!!',
    'I want to speak with someone',
    'let me speak to your manager',
    'can I speak to a human being',
    'connect me to an agent',
    'please transfer me to a representative',
    'I need a human',
    'is there someone I can talk to?',
    'how do I talk to a person about my bill',
    'could somebody call me?',
    "why can't I talk to a person",
    'this is not working, get me a real person',
    'ok just a person please',
    'I’d like to speak to the owner',
    'quiero hablar con una persona',
  ])('%j is for a person', (words) => {
    expect(asksForPerson(words)).toBe(true);
  });

  test.each([
    'is this a person?',
    'are you a real person?',
    'am I talking to a human?',
    'my person of contact said 3pm works',
    'who can I talk to about prices?',
    'how much per person?',
    'one person please',
    'an appointment for one person',
    "I don't want to talk to a person",
    'no need to speak to anyone, 2pm is fine',
    'do I need to talk to someone to cancel?',
    'I need to talk to my husband first',
    'I have to talk to someone first',
    'I talked to your representative yesterday',
    'I spoke with a person on the phone and she said 2pm',
    'the same person as last time please',
    'can I get the person who did my facial',
    "I'd rather text than talk to a person",
    'my agent will bring me',
    'the human body is amazing',
    '2pm please',
    '1',
    '',
  ])('%j is not', (words) => {
    expect(asksForPerson(words)).toBe(false);
  });
});
