import { z } from 'zod'
import type { Context } from '@/lib/access/context'
import { DomainError } from '@/lib/platform/errors'
import type { ActionResult, FormAction, FormState } from './form-state'
import { requireSession } from './session'

/**
 * Wraps a domain call as a server action for `useActionState`: session, parsing and errors in one place.
 * A field whose name ends in `[]`, such as a group of checkboxes, is a list under the name without it.
 */
export function formAction<Schema extends z.ZodType>(
  schema: Schema,
  run: (ctx: Context, input: z.output<Schema>) => Promise<unknown>,
): FormAction {
  return async (_previous, form) => {
    const ctx = await requireSession()
    return runForm(schema, form, (input) => run(ctx, input))
  }
}

/** The same for a form that is posted before anybody is signed in. */
export async function runForm<Schema extends z.ZodType>(
  schema: Schema,
  form: FormData,
  run: (input: z.output<Schema>) => Promise<unknown>,
): Promise<FormState> {
  const values = typedValues(form)
  const input = schema.safeParse(fieldsOf(form))
  if (!input.success) return { ...errorsOf(input.error), values }
  try {
    await run(input.data)
    return { errors: {}, done: true }
  } catch (error) {
    return { ...stateOf(error), values }
  }
}

/** Wraps a domain call as a server action that takes a value: from a menu, a drag, a confirmation. */
export function valueAction<Schema extends z.ZodType, Result>(
  schema: Schema,
  run: (ctx: Context, input: z.output<Schema>) => Promise<Result>,
): (input: z.input<Schema>) => Promise<ActionResult<Result>> {
  return async (given) => {
    const ctx = await requireSession()
    const input = schema.safeParse(given)
    if (!input.success) return refusalOf(input.error)
    try {
      return { ok: true, value: await run(ctx, input.data) }
    } catch (error) {
      const { code, message, field } = domainError(error)
      return { ok: false, error: messageFor(code, message), ...(field !== undefined && { field }) }
    }
  }
}

function fieldsOf(form: FormData): Record<string, unknown> {
  const names = [...new Set(form.keys())].filter((name) => !name.startsWith('$ACTION'))
  return Object.fromEntries(
    names.map((name) =>
      name.endsWith('[]') ? [name.slice(0, -2), form.getAll(name)] : [name, form.get(name)],
    ),
  )
}

function typedValues(form: FormData): Record<string, string> {
  const typed = [...form].filter(
    (entry): entry is [string, string] =>
      typeof entry[1] === 'string' && !/password|^\$ACTION|\[\]$/i.test(entry[0]),
  )
  return Object.fromEntries(typed)
}

function refusalOf(error: z.ZodError): ActionResult<never> {
  const [issue] = error.issues
  const field = issue?.path.join('.')
  return { ok: false, error: issue?.message ?? 'This cannot be used.', ...(field && { field }) }
}

function errorsOf(error: z.ZodError): FormState {
  const { fieldErrors, formErrors } = z.flattenError(error)
  return { errors: fieldErrors, ...(formErrors[0] !== undefined && { message: formErrors[0] }) }
}

function stateOf(error: unknown): FormState {
  const { code, field, message } = domainError(error)
  return field === undefined
    ? { errors: {}, message: messageFor(code, message) }
    : { errors: { [field]: [message] } }
}

/** Anything else is a bug, or the framework's own way to redirect: neither is ours to answer. */
function domainError(error: unknown): DomainError {
  if (error instanceof DomainError) return error
  throw error
}

function messageFor(code: DomainError['code'], message: string): string {
  return code === 'forbidden' ? 'Your role in this account does not allow this. Ask an owner.' : message
}
