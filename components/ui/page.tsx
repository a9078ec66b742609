import type { ReactNode } from 'react'
import { Breadcrumb, type Crumb } from './breadcrumb'
import { cx } from './class-names'

type Props = {
  title: string
  /** Behind the title, such as a ListIcon or a Badge. */
  after?: ReactNode
  crumbs?: readonly Crumb[]
  /** One line on what this page is for, where its title leaves that open. */
  lead?: ReactNode
  /** Buttons at the right of the title, the primary one last. */
  actions?: ReactNode
  /** Under the title: TabLinks. */
  tabs?: ReactNode
  /**
   * `table`: as high as the window and as wide as it is, for one table that scrolls by itself.
   * `reading`: as high as its content and at most 1,280 px wide.
   */
  fit?: 'table' | 'reading'
  children: ReactNode
}

/** The frame of every page inside the shell: way up, title, actions, then what the page is about. */
export function Page({ title, after, crumbs, lead, actions, tabs, fit = 'reading', children }: Props) {
  return (
    <div
      className={cx(
        'flex w-full flex-col gap-4 px-4 py-4 sm:px-6 sm:py-5',
        fit === 'table' ? 'sm:h-full sm:min-h-120' : 'max-w-[1280px]',
      )}
    >
      <header className="flex flex-col gap-1">
        {crumbs && <Breadcrumb crumbs={crumbs} />}
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <h1 className="flex min-h-8 min-w-0 grow basis-40 items-center gap-2 font-semibold text-xl">
            <bdi className="line-clamp-2 break-words">{title}</bdi>
            {after}
          </h1>
          {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
        </div>
        {lead && <p className="max-w-[75ch] text-muted">{lead}</p>}
        {tabs && <div className="mt-2">{tabs}</div>}
      </header>
      {children}
    </div>
  )
}
