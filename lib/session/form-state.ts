/** What a server action answers to `useActionState`. */
export type FormState = {
  errors: Record<string, string[] | undefined>
  message?: string
  /** Set when it was done. */
  done?: boolean
  /** What was typed, to fill the form again: a browser empties it once the action has run. Never passwords. */
  values?: Record<string, string>
}

export type FormAction = (previous: FormState, form: FormData) => Promise<FormState>

/** What a server action that is called with a value, not a form, answers. */
export type ActionResult<T = undefined> =
  | { ok: true; value: T }
  | { ok: false; error: string; field?: string }
