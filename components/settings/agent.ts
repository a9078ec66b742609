// The more telling name first: every browser also claims to be those it grew from.
const browsers = ['Edg', 'OPR', 'Firefox', 'Chrome', 'Safari'] as const
const called: Record<(typeof browsers)[number], string> = {
  Edg: 'Edge',
  OPR: 'Opera',
  Firefox: 'Firefox',
  Chrome: 'Chrome',
  Safari: 'Safari',
}
const systems = ['Windows', 'Android', 'iPhone', 'iPad', 'Mac OS X', 'Linux'] as const

/** "Firefox on Windows", as far as a User-Agent tells. */
export function nameOfAgent(userAgent: string | null): string {
  const browser = browsers.find((name) => userAgent?.includes(`${name}/`))
  const system = systems.find((name) => userAgent?.includes(name))
  const name = browser ? called[browser] : 'A browser'
  return system ? `${name} on ${system === 'Mac OS X' ? 'macOS' : system}` : name
}
