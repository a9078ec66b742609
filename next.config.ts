import type { NextConfig } from 'next'

/** Addresses in mails, which are secrets of those who got them. */
const inMails = '/:page(unsubscribe|preferences|open|click|no-such-link)/:path*'

const config: NextConfig = {
  typedRoutes: true,
  reactCompiler: true,
  poweredByHeader: false,
  // A redirect would break a client's signature and drop its body, so a trailing slash is tolerated in place.
  skipTrailingSlashRedirect: true,
  // The last two render with React as Node has it: the one of server components lacks what they need.
  serverExternalPackages: ['pg', 'pino', '@react-email/components', '@react-email/render'],
  headers: async () => [
    {
      source: inMails,
      headers: [
        { key: 'Referrer-Policy', value: 'no-referrer' },
        { key: 'X-Robots-Tag', value: 'noindex, nofollow' },
        // Nobody shows the buttons within a page of their own.
        {
          key: 'Content-Security-Policy',
          value: "frame-ancestors 'none'; form-action 'self'; base-uri 'none'",
        },
      ],
    },
  ],
  rewrites: async () => ({
    // The reference API answers under both of its published base paths.
    beforeFiles: [{ source: '/integrationservice-1.1.0/:path*', destination: '/integrationservice/:path*' }],
    afterFiles: [],
    fallback: [],
  }),
}

export default config
