import type { Metadata } from 'next'
import Link from 'next/link'
import { Page } from '@/components/ui/page'
import { problemCodes, problemPath, problemTypes } from '@/lib/api/problem-types'

export const metadata: Metadata = { title: 'Errors of the API' }

export default function ProblemsPage() {
  return (
    <main>
      <Page
        title="Errors of the API"
        lead="Every error is a problem document (RFC 9457). Its code says what went wrong and never changes its meaning; its type is one of these pages."
      >
        <table className="w-full max-w-[75ch] text-left text-sm">
          <thead className="text-muted">
            <tr className="h-row border-line border-b">
              <th className="pr-4 font-medium">Status</th>
              <th className="pr-4 font-medium">Code</th>
              <th className="font-medium">Meaning</th>
            </tr>
          </thead>
          <tbody>
            {problemCodes.map((code) => (
              <tr key={code} className="h-row border-line border-b">
                <td className="pr-4">{problemTypes[code].status}</td>
                <td className="pr-4">
                  <Link href={problemPath(code)} className="font-mono text-accent hover:underline">
                    {code}
                  </Link>
                </td>
                <td>{problemTypes[code].title}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Page>
    </main>
  )
}
