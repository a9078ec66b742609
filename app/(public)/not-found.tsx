import { BrandCard } from '@/components/public/brand-card'

export default function LinkNotFound() {
  return (
    <BrandCard title="This link does not work">
      <p>It may have been cut off on its way, or it is of a mail that is long gone.</p>
      <p>
        Open it again from the mail itself. If that does not help, answer the mail: whoever sent it can see to
        what you want.
      </p>
    </BrandCard>
  )
}
