import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Page } from '@/components/ui/page'
import { type ProblemCode, problemCodes, problemTypes } from '@/lib/api/problem-types'

type Props = PageProps<'/docs/problems/[code]'>

export const dynamicParams = false

export function generateStaticParams() {
  return problemCodes.map((code) => ({ code }))
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await problemOf(params)).title }
}

export default async function ProblemPage({ params }: Props) {
  const { code, status, title, meaning, remedy } = await problemOf(params)
  return (
    <main>
      <Page title={title} crumbs={[{ label: 'Errors', href: '/docs/problems' }]}>
        <dl className="grid max-w-[75ch] grid-cols-[max-content_1fr] gap-x-6 gap-y-3">
          <dt className="text-muted">Code</dt>
          <dd className="font-mono">{code}</dd>
          <dt className="text-muted">HTTP status</dt>
          <dd>{status}</dd>
          <dt className="text-muted">Meaning</dt>
          <dd>{meaning}</dd>
          <dt className="text-muted">What to do</dt>
          <dd>{remedy}</dd>
        </dl>
      </Page>
    </main>
  )
}

async function problemOf(params: Props['params']) {
  const { code } = await params
  if (!Object.hasOwn(problemTypes, code)) notFound()
  return { code, ...problemTypes[code as ProblemCode] }
}
