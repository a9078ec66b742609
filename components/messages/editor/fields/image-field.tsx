'use client'

import { ImageUp } from 'lucide-react'
import { useRef, useState, useTransition } from 'react'
import { messageWidth } from '@/lib/messages/content/schema'
import { imageBytesMax, StoredImage } from '@/lib/messages/images/schema'
import { Button } from '../../../ui/button'
import { BlockField, type BlockFieldProps } from './block-field'
import { useChangeBlock } from './use-change-block'

/** Takes an image in from a file. */
export function ImageField({ field, value, readOnly }: BlockFieldProps<string>) {
  const file = useRef<HTMLInputElement>(null)
  const [error, setError] = useState<string>()
  const [pending, startTransition] = useTransition()
  const change = useChangeBlock()
  const take = (chosen: File) =>
    startTransition(async () => {
      const sent = await upload(chosen)
      setError(typeof sent === 'string' ? sent : undefined)
      if (typeof sent !== 'string') change({ src: sent.src, width: Math.min(sent.width, messageWidth) })
    })
  return (
    <BlockField field={field} help="PNG, JPEG, GIF or WebP, at most 5 MB" error={error}>
      <input
        ref={file}
        type="file"
        aria-label="Image file"
        accept="image/png,image/jpeg,image/gif,image/webp"
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          const [chosen] = event.target.files ?? []
          if (chosen) take(chosen)
          event.target.value = ''
        }}
      />
      <Button
        icon={<ImageUp aria-hidden />}
        pending={pending}
        disabled={readOnly}
        onClick={() => file.current?.click()}
      >
        {value === '' ? 'Choose image' : 'Choose another image'}
      </Button>
    </BlockField>
  )
}

/** Answers the image, or what went wrong. */
async function upload(file: File): Promise<StoredImage | string> {
  if (file.size > imageBytesMax) return 'The file is larger than 5 MB. Make it smaller and choose it again.'
  try {
    const answer = await fetch(`/uploads/images?name=${encodeURIComponent(file.name)}`, {
      method: 'POST',
      body: file,
      headers: { 'content-type': 'application/octet-stream' },
    })
    return answer.ok ? StoredImage.parse(await answer.json()) : await answer.text()
  } catch {
    return 'The image did not get through. Check your connection and choose it again.'
  }
}
