import { NotFoundPage } from '@/components/shell/not-found-page'

export default function AutomailerNotFound() {
  return (
    <NotFoundPage
      title="Automailer not found"
      overview={{ label: 'Automailers', href: '/automailers' }}
      heading="There is no such automailer"
      action="See all automailers"
    >
      It may have been deleted, or the number in the address may be wrong.
    </NotFoundPage>
  )
}
