'use client'

import { useState } from 'react'
import { subjectMax } from '@/lib/messages/schema'
import { Field } from '../../ui/field'
import { useEditor } from './editor-context'
import { PersonalInput } from './fields/personal-input'

/** What mail programs list before a message is opened. */
export function SubjectFields() {
  const { saver, editable } = useEditor()
  const [subject, setSubject] = useState(saver.body.subject)
  const [preheader, setPreheader] = useState(saver.body.preheader)
  return (
    <div className="grid gap-3 md:grid-cols-2">
      <Field label="Subject">
        <PersonalInput
          value={subject}
          maxLength={subjectMax}
          readOnly={!editable}
          onChange={(value) => {
            setSubject(value)
            saver.change({ subject: value })
          }}
        />
      </Field>
      <Field label="Preheader" optional>
        <PersonalInput
          value={preheader}
          maxLength={subjectMax}
          readOnly={!editable}
          onChange={(value) => {
            setPreheader(value)
            saver.change({ preheader: value })
          }}
        />
      </Field>
    </div>
  )
}
