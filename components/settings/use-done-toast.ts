'use client'

import { useEffect } from 'react'
import type { FormState } from '@/lib/session/form-state'
import { useToast } from '../ui/toast'

/** Says that a form was saved, once each time. */
export function useDoneToast(state: FormState, title: string) {
  const toast = useToast()
  useEffect(() => {
    if (state.done) toast({ title, tone: 'good' })
  }, [state, title, toast])
}
