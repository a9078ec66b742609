const domains =
  'folders|permissions|contacts|webhooks|lists|audiences|syncs|static-lists|imports|dynamic-lists|messages|mailings|flows'
const rendering = '^lib/messages/rendering/'
const tests = '[.]test[.]tsx?$|/testing/'

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

/** Domains from the bottom up: one may import those before it, never those after. */
const order = domains.split('|')

export default {
  forbidden: [
    rule('no-cycles', 'Two modules that need each other are one module.', {}, { circular: true }),
    rule(
      'app-is-the-top',
      'Only app/ may import app/, and what the framework starts a process with.',
      { pathNot: '^(app/|instrumentation[.]ts$)' },
      { path: '^app/' },
    ),
    rule('lib-knows-no-ui', 'lib/ never imports components/.', { path: '^lib/' }, { path: '^components/' }),
    rule(
      'domains-know-no-framework',
      'A domain runs the same in a request, a job and a test.',
      { path: `^lib/(${domains}|access|platform|jobs|worker)/`, pathNot: rendering },
      { path: '^node_modules/(next|react|react-dom)/' },
    ),
    rule(
      'rendering-knows-react-only',
      'E-mail is written with React components, in any process.',
      { path: rendering },
      { path: '^node_modules/next/' },
    ),
    rule(
      'components-read-schemas-only',
      'Components get data as props; of a domain they see its schema.',
      { path: '^components/' },
      { path: '^lib/', pathNot: '(/schema|/form-state)[.]ts$|^lib/format/' },
    ),
    rule(
      'schemas-are-isomorphic',
      'schema.ts goes to the browser too.',
      { path: '^lib/.+/schema[.]ts$' },
      { pathNot: '(/schema[.]ts|^node_modules/zod/.+)$' },
    ),
    rule(
      'prisma-stays-below',
      'Pages and routes call a domain, not the database.',
      { path: '^(app|components)/' },
      { path: '^lib/platform/(db|generated)' },
    ),
    rule(
      'sql-is-private',
      'A *.sql.ts file belongs to its folder.',
      { path: '^lib/([^/]+)/', pathNot: tests },
      { path: '[.]sql[.]ts$', pathNot: '^lib/$1/' },
    ),
    rule(
      'platform-is-the-bottom',
      'platform/ imports no other folder of lib/.',
      { path: '^lib/platform/', pathNot: tests },
      { path: '^lib/', pathNot: '^lib/platform/' },
    ),
    rule(
      'kits-below-domains',
      'access/, jobs/, api/ and reference/ serve the domains and know none of them.',
      { path: '^lib/(access|jobs|api|reference)/', pathNot: tests },
      { path: `^lib/(${domains}|worker|session)/` },
    ),
    rule(
      'worker-is-an-entry',
      'Only a process starts the worker.',
      { pathNot: '^lib/worker/' },
      { path: '^lib/worker/' },
    ),
    ...order.map((domain, i) =>
      rule(
        `below-${domain}`,
        `${domain} imports only domains before it: ${domains}.`,
        { path: `^lib/${domain}/`, pathNot: tests },
        { path: `^lib/(${order.slice(i + 1).join('|') || '-'})/` },
      ),
    ),
    rule(
      'no-test-code-in-product',
      'Test helpers stay in tests.',
      { pathNot: `${tests}|^e2e/|^[.]config/` },
      { path: '/testing/' },
    ),
    rule(
      'no-unlisted-packages',
      'Every package is in package.json.',
      {},
      { dependencyTypes: ['npm-no-pkg', 'unknown'] },
    ),
    rule('resolvable', 'Every import resolves.', {}, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^lib/platform/generated|[.]next' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
}
