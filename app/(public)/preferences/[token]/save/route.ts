import { resumeMail, saveChoices, stopAllMail } from '@/lib/mailings/tracking/choices'
import { SaveChoices } from '@/lib/mailings/tracking/schema'
import { admitted, type Recipient, readForm, seeOther, shown } from '../../../recipient'

/** The buttons of the page: each is a form that says in `act` what it is for. */
export async function POST(request: Request, { params }: RouteContext<'/preferences/[token]/save'>) {
  const { token } = await params
  const recipient = await admitted(request, token)
  if (recipient instanceof Response) return shown(recipient)
  const form = await readForm(request)
  if (!form || !(await act(recipient, form)))
    return new Response('This form is not of the page.', { status: 400 })
  return seeOther(`/preferences/${token}?saved=1`)
}

async function act({ ctx, mailed }: Recipient, form: FormData): Promise<boolean> {
  switch (form.get('act')) {
    case 'save': {
      const given = SaveChoices.safeParse({ shown: form.getAll('shown'), granted: form.getAll('granted') })
      if (given.success) await saveChoices(ctx, mailed, given.data)
      return given.success
    }
    case 'stop':
      await stopAllMail(ctx, mailed)
      return true
    case 'resume':
      await resumeMail(ctx, mailed)
      return true
    default:
      return false
  }
}

export async function GET(_: Request, { params }: RouteContext<'/preferences/[token]/save'>) {
  return seeOther(`/preferences/${encodeURIComponent((await params).token)}`)
}
