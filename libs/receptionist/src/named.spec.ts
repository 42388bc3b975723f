import { describe, expect, test } from '@jest/globals';
import { mentionedIn, resourceNamed, serviceNamed } from './named.js';
import { radiance } from './testing/shop.js';

const business = radiance({
  services: [
    { id: 'facial', name: 'Facial', minutes: 60 },
    { id: 'hydra', name: 'Hydrating Facial', aliases: ['hydra'], minutes: 60 },
    { id: 'botox', name: 'Botox', minutes: 30 },
  ],
});
const services = (text: string): string[] => mentionedIn(text, business.services).map(({ id }) => id);

describe('what a text names', () => {
  test.each([
    ['a hydrating facial please', ['hydra']],
    ['botox, or maybe two facials?', ['botox', 'facial']],
    ['BOTOX!!', ['botox']],
    ['how much are your facials', ['facial']],
    ['botoxing', []],
    ['hello', []],
  ])('"%s"', (text, ids) => {
    expect(services(text)).toEqual(ids);
  });
  test('a tool may name a service or a person by id, name or alias, and nothing else', () => {
    expect(serviceNamed(business, ' HYDRA ')?.id).toBe('hydra');
    expect(resourceNamed(business, 'ana reyes')?.id).toBe('ana');
    expect(resourceNamed(business, 'an')).toBeUndefined();
    expect(serviceNamed(business, '')).toBeUndefined();
    expect(serviceNamed(business, '__proto__')).toBeUndefined();
  });
});
