import type { Customer } from './shop'

/** An audience as the shop defines it. Roster is told only who is in it. */
export type ShopAudience = {
  id: string
  name: string
  description: string
  folder: 'Sales' | 'Retention' | null
  syncEveryMinutes?: number
  /** Its latest sync sends who joined and who left, not the whole. */
  sendsChanges?: true
  /** Nearly all of it changes within a month, which is nothing to be guarded against. */
  turnsOver?: true
  /** Last night its export broke off half-way: the guard holds what came of it. */
  brokeOff?: true
  membersOn: (customers: Customer[], day: number) => Customer[]
}

const dayMinutes = 24 * 60

const turnover = (customer: Customer, from: number, day: number) =>
  customer.orders.reduce((sum, order) => (order.day > from && order.day <= day ? sum + order.euros : sum), 0)

const boughtBetween = (customer: Customer, from: number, day: number) =>
  customer.orders.some((order) => order.day > from && order.day <= day)

const known = (customer: Customer, day: number) => customer.firstDay <= day

function topByTurnover(customers: Customer[], day: number, count: number): Customer[] {
  const ranked = customers.map((customer) => ({ customer, euros: turnover(customer, day - 182, day) }))
  const buyers = ranked.filter(({ euros }) => euros > 0).sort((a, b) => b.euros - a.euros)
  return buyers.slice(0, count).map(({ customer }) => customer)
}

export const shopAudiences: ShopAudience[] = [
  {
    id: 'top-100',
    name: 'Top 100 customers by turnover in the last 6 months',
    description: 'Ranked by the web shop every night.',
    folder: 'Sales',
    syncEveryMinutes: dayMinutes,
    membersOn: (customers, day) => topByTurnover(customers, day, 100),
  },
  {
    id: 'visited-month',
    name: 'Visited the website in the past month',
    description: 'At least one visit with a known customer id.',
    folder: null,
    syncEveryMinutes: dayMinutes,
    membersOn: (customers, day) =>
      customers.filter(({ visits }) => visits.some((visit) => visit > day - 30 && visit <= day)),
  },
  {
    id: 'lapsed',
    name: 'Lapsed',
    description: 'Bought before, but nothing in the last twelve months.',
    folder: 'Retention',
    membersOn: (customers, day) =>
      customers.filter((one) => boughtBetween(one, 0, day - 365) && !boughtBetween(one, day - 365, day)),
  },
  {
    id: 'vip',
    name: 'VIP',
    description: 'More than € 1,000 in the last twelve months.',
    folder: 'Sales',
    brokeOff: true,
    membersOn: (customers, day) => customers.filter((one) => turnover(one, day - 365, day) > 1000),
  },
  {
    id: 'new-customers',
    name: 'New customers',
    description: 'First seen in the last 60 days.',
    folder: null,
    turnsOver: true,
    membersOn: (customers, day) => customers.filter(({ firstDay }) => firstDay > day - 60 && firstDay <= day),
  },
  {
    id: 'readers-without-order',
    name: 'Newsletter readers without an order',
    description: 'Read the newsletter and have never bought.',
    folder: 'Retention',
    membersOn: (customers, day) =>
      customers.filter((one) => one.newsletter && known(one, day) && !boughtBetween(one, 0, day)),
  },
  {
    id: 'one-order',
    name: 'Bought once',
    description: 'Exactly one order so far.',
    folder: 'Retention',
    sendsChanges: true,
    membersOn: (customers, day) =>
      customers.filter(({ orders }) => orders.filter((order) => order.day <= day).length === 1),
  },
  {
    id: 'all-customers',
    name: 'All customers',
    description: 'Everybody the shop knows.',
    folder: null,
    membersOn: (customers, day) => customers.filter((one) => known(one, day)),
  },
]
