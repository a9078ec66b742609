'use client'

import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from './button'
import { copyText } from './copy-text'
import { IconButton } from './icon-button'

type Props = {
  text: string
  /** What is copied: "Copy token". */
  label: string
  /** With its label written out, where copying is what people come for. */
  wide?: boolean
}

export function CopyButton({ text, label, wide = false }: Props) {
  const [outcome, setOutcome] = useState<'copied' | 'failed'>()

  useEffect(() => {
    if (!outcome) return
    const timer = setTimeout(() => setOutcome(undefined), 2500)
    return () => clearTimeout(timer)
  }, [outcome])

  const copy = async () => setOutcome((await copyText(text)) ? 'copied' : 'failed')
  const icon = outcome === 'copied' ? <Check aria-hidden className="text-good" /> : <Copy aria-hidden />
  const said =
    outcome === 'copied' ? 'Copied' : outcome === 'failed' ? 'Could not copy: select it instead' : label

  return (
    <>
      {wide ? (
        <Button icon={icon} onClick={copy}>
          {said}
        </Button>
      ) : (
        <IconButton size="small" label={said} icon={icon} onClick={copy} />
      )}
      <span role="status" className="sr-only">
        {outcome ? said : ''}
      </span>
    </>
  )
}
