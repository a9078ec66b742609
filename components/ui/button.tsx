import { LoaderCircle } from 'lucide-react'
import type { Route } from 'next'
import Link from 'next/link'
import type { ComponentProps, ReactNode } from 'react'
import { cx } from './class-names'

export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger'

type Look = {
  /** One primary per screen: the step the screen is there for. */
  variant?: ButtonVariant | undefined
  size?: 'small' | 'normal' | undefined
}

const variants: Record<ButtonVariant, string> = {
  primary: 'bg-accent-fill text-on-fill enabled-hover:bg-accent-fill-hover',
  secondary: 'border border-line-strong bg-raised text-ink enabled-hover:bg-hover',
  ghost: 'text-ink enabled-hover:bg-active',
  danger: 'bg-danger-fill text-on-fill enabled-hover:bg-danger-fill-hover',
}

export function buttonStyle({ variant = 'secondary', size = 'normal' }: Look = {}) {
  return cx(
    'relative inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md font-medium transition-colors',
    'disabled:opacity-50 not-aria-busy:aria-disabled:cursor-default not-aria-busy:aria-disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0',
    size === 'small' ? 'h-7 px-2 text-xs pointer-coarse:h-9' : 'h-field px-3 text-sm',
    variants[variant],
  )
}

type ButtonProps = ComponentProps<'button'> & Look & { pending?: boolean | undefined; icon?: ReactNode }

/** While `pending` it keeps its width, its focus and its name, says that it is busy, and does nothing. */
export function Button(props: ButtonProps) {
  const { variant, size, pending, icon, className, children, onClick, type = 'button', ...rest } = props
  return (
    <button
      {...rest}
      type={type}
      aria-busy={pending || undefined}
      aria-disabled={pending || rest['aria-disabled']}
      onClick={pending ? (event) => event.preventDefault() : onClick}
      className={cx(buttonStyle({ variant, size }), className)}
    >
      {pending && <LoaderCircle aria-hidden className="absolute animate-turn" />}
      <span className={cx('inline-flex items-center gap-1.5', pending && 'opacity-0')}>
        {icon}
        {children}
      </span>
    </button>
  )
}

type ButtonLinkProps = Look & {
  href: Route
  icon?: ReactNode
  className?: string
  children: ReactNode
  prefetch?: boolean
}

/** Goes somewhere, so it is a link: it opens in a new tab and its address can be copied. */
export function ButtonLink({ variant, size, icon, className, children, ...rest }: ButtonLinkProps) {
  return (
    <Link {...rest} className={cx(buttonStyle({ variant, size }), className)}>
      {icon}
      {children}
    </Link>
  )
}
