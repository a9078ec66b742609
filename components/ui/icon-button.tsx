'use client'

import type { ComponentProps, ReactNode } from 'react'
import { Button } from './button'
import { cx } from './class-names'
import { Tooltip } from './tooltip'

type Props = Omit<ComponentProps<typeof Button>, 'children' | 'icon'> & {
  /** Its accessible name and its tooltip: an icon alone leaves people guessing. */
  label: string
  icon: ReactNode
  side?: ComponentProps<typeof Tooltip>['side']
}

export function IconButton({ label, icon, side = 'top', variant = 'ghost', className, ...rest }: Props) {
  const square = rest.size === 'small' ? 'w-7 px-0 pointer-coarse:w-9' : 'w-field px-0'
  return (
    <Tooltip content={label} side={side}>
      <Button {...rest} variant={variant} aria-label={label} className={cx(square, className)}>
        {icon}
      </Button>
    </Tooltip>
  )
}
