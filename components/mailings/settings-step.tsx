'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import type { Folder } from '@/lib/folders/schema'
import type { MailingDetail, SendingSettings } from '@/lib/mailings/schema'
import { visibleRows } from '../lists/folder-rows'
import { Checkbox } from '../ui/checkbox'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { Select } from '../ui/select'
import { StepFooter } from '../ui/step-footer'
import type { SaveActions } from './actions'
import { AutomailerFields } from './automailer-fields'
import { useSaving } from './use-saving'

type Props = { mailing: MailingDetail; folders: Folder[]; save: SaveActions['sending'] }

/** How the mailing goes out. */
export function SettingsStep({ mailing, folders, save }: Props) {
  const [settings, setSettings] = useState(() => settingsOf(mailing))
  const router = useRouter()
  const saving = useSaving(mailing, save)
  const edit = (changes: Partial<SendingSettings>) => {
    const next = { ...settings, ...changes }
    setSettings(next)
    return next
  }
  const type = (field: 'senderName' | 'senderEmail' | 'subject') => ({
    value: settings[field],
    onChange: (event: { target: { value: string } }) =>
      saving.keepSoon(edit({ [field]: event.target.value })),
  })
  const choose = (changes: Partial<SendingSettings>) => saving.keep(edit(changes))
  const goOn = () => saving.goOn(settings, () => router.push(`/mailings/${mailing.id}/test` as Route))

  return (
    <div className="flex max-w-3xl flex-col gap-8">
      <fieldset className="grid gap-4 sm:grid-cols-2">
        <legend className="mb-2 font-medium text-sm">What recipients see</legend>
        <Field label="Sender’s name" required error={saving.errorOf('senderName')}>
          <Input {...type('senderName')} autoComplete="off" />
        </Field>
        <Field
          label="Sender’s e-mail address"
          required
          help="Answers come here."
          error={saving.errorOf('senderEmail')}
        >
          <Input {...type('senderEmail')} type="email" autoComplete="off" spellCheck={false} />
        </Field>
        <Field
          label="Subject"
          optional
          className="sm:col-span-2"
          help={`Left empty, it is that of the message${mailing.message?.subject ? `: ${mailing.message.subject}` : ''}.`}
          error={saving.errorOf('subject')}
        >
          <Input {...type('subject')} autoComplete="off" />
        </Field>
      </fieldset>
      <Field label="Folder" className="max-w-md" help="Where the mailing is filed.">
        <Select
          value={settings.folderId === null ? '' : String(settings.folderId)}
          onChange={({ target: { value } }) => choose({ folderId: value === '' ? null : Number(value) })}
          options={[
            { value: '', label: 'No folder' },
            ...visibleRows(folders, new Set(folders.map(({ id }) => id))).map(({ folder, level }) => ({
              value: String(folder.id),
              label: `${'\u2003'.repeat(level - 1)}${folder.name}`,
            })),
          ]}
        />
      </Field>
      <Checkbox
        label="Track opens and clicks"
        help="Without it, the report says nothing of them, and no later mailing can go to those who did not open this one."
        checked={settings.tracks}
        onChange={({ target }) => choose({ tracks: target.checked })}
      />
      <AutomailerFields
        periodHours={settings.periodHours}
        unavailable={mailing.target.kind === 'not-opened'}
        error={saving.errorOf('periodHours')}
        onEdit={(periodHours) => saving.keepSoon(edit({ periodHours }))}
      />
      <StepFooter
        back={`/mailings/${mailing.id}/target-group` as Route}
        note={saving.note}
        message={saving.message}
        pending={saving.pending}
        onGoOn={goOn}
      />
    </div>
  )
}

function settingsOf({ senderName, senderEmail, subject, folderId, tracks, automailer }: MailingDetail) {
  const periodHours = automailer?.periodHours ?? null
  return { senderName, senderEmail, subject, folderId, tracks, periodHours }
}
