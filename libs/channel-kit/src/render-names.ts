import type { Business, BusinessResource, BusinessService } from '@slotguard/contracts';

/** Events carry ids; what the customer reads comes from the business's file. An id that has left the file is read as words. */
export function serviceOf(business: Business, id: string): BusinessService | undefined {
  return business.services.find((service) => service.id === id);
}
export function resourceOf(business: Business, id: string): BusinessResource | undefined {
  return business.resources.find((resource) => resource.id === id);
}
export function serviceName(business: Business, id: string): string {
  return serviceOf(business, id)?.name ?? asWords(id);
}
export function resourceName(business: Business, id: string): string {
  return resourceOf(business, id)?.name ?? asWords(id);
}

function asWords(slug: string): string {
  return slug.replace(/[-_]+/g, ' ').trim();
}

/** "A", "A or B", "A, B or C". */
export function listed(items: readonly string[], joint: 'and' | 'or'): string {
  if (items.length < 2) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} ${joint} ${items.at(-1)}`;
}
