import type { Metadata } from 'next'
import { AuthCard } from '@/components/shell/auth-card'
import { ButtonLink } from '@/components/ui/button'

export const metadata: Metadata = { title: 'Page not found' }

/** For addresses that no page has. */
export default function PageNotFound() {
  return (
    <AuthCard title="There is no page here">
      <p>The address may be mistyped, or the page may have gone.</p>
      <p>
        <ButtonLink href="/" variant="primary">
          Go to your lists
        </ButtonLink>
      </p>
    </AuthCard>
  )
}
