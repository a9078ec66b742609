import type { z } from 'zod'

/** What is wrong, and where: a path of field names in the rules. */
export type Problem = { path: readonly string[]; message: string }

export function problemsOf(error: z.ZodError | undefined): Problem[] {
  return (error?.issues ?? []).map(({ path, message }) => ({ path: path.map(String), message }))
}

/** What a verb refused: it names the field as `rules.selections.0.refinements.1`. */
export function refusal(message: string, field: string | undefined): Problem {
  const path = field?.split('.') ?? []
  return { path: path[0] === 'rules' ? path.slice(1) : path, message }
}

/** Those within a part, with the rest of their paths. */
export function within(problems: readonly Problem[], ...part: (string | number)[]): Problem[] {
  return problems
    .filter(({ path }) => part.every((name, at) => path[at] === String(name)))
    .map(({ path, message }) => ({ path: path.slice(part.length), message }))
}

/** Of a refinement: what is wrong with one of these fields of it, or of its test. */
export function problemAt(problems: readonly Problem[], ...names: string[]): string | undefined {
  return problems.find(({ path }) => names.includes(fieldOf(path)))?.message
}

/** Of a refinement: what is wrong with it as a whole. */
export function ownProblem(problems: readonly Problem[]): string | undefined {
  return problems.find(({ path }) => fieldOf(path) === '')?.message
}

function fieldOf(path: readonly string[]): string {
  return (path[0] === 'test' ? path[1] : path[0]) ?? ''
}
