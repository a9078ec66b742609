import { Link2Off } from 'lucide-react'
import type { Route } from 'next'
import Link from 'next/link'
import type { ListKind, Usage } from '@/lib/lists/schema'
import { Badge } from '../ui/badge'
import { EmptyState } from '../ui/empty-state'

const kinds: Record<Usage['kind'], string> = {
  mailing: 'Mailing',
  automailer: 'Automailer',
  campaign: 'Campaign',
  automation: 'Automation',
  'dynamic-list': 'Dynamic list',
  message: 'Message',
}

const whoDeletes: Record<ListKind, string> = {
  audience: 'Its external system may delete it.',
  rules: 'It can be deleted.',
  static: 'It can be deleted.',
}

/** Every place a list is used, and whether that keeps it from being deleted. */
export function UsageTable({ kind, usages }: { kind: ListKind; usages: readonly Usage[] }) {
  if (usages.length === 0) {
    return (
      <EmptyState icon={<Link2Off aria-hidden />} title="Not used anywhere">
        <p>Mailings, filters and lists that use this list are shown here. {whoDeletes[kind]}</p>
      </EmptyState>
    )
  }
  return (
    <div className="overflow-x-auto">
      <table aria-label="Used in" className="w-full text-sm">
        <thead className="text-left text-muted text-xs">
          <tr className="h-9 border-line border-b">
            <th scope="col" className="pr-4 font-medium">
              Name
            </th>
            <th scope="col" className="pr-4 font-medium max-sm:hidden">
              Kind
            </th>
            <th scope="col" className="pr-4 font-medium">
              How
            </th>
            <th scope="col" className="font-medium">
              Deletion
            </th>
          </tr>
        </thead>
        <tbody>
          {usages.map((usage) => (
            <tr key={`${usage.kind} ${usage.id} ${usage.reason}`} className="h-row border-line border-b">
              <td className="min-w-28 py-1.5 pr-4">
                <Link href={usage.url as Route} className="text-accent hover:underline">
                  <bdi>{usage.name}</bdi>
                </Link>
              </td>
              <td className="whitespace-nowrap pr-4 max-sm:hidden">{kinds[usage.kind]}</td>
              <td className="min-w-24 py-1.5 pr-4 text-muted">{usage.reason}</td>
              <td>
                {usage.blocking ? (
                  <Badge tone="warning">Blocks deletion</Badge>
                ) : (
                  <Badge>Does not block</Badge>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
