import type { APIRequestContext } from '@playwright/test'

type Parameter = { name: string; in: string; required?: boolean; example?: unknown }
type Described = {
  operationId: string
  parameters?: Parameter[]
  requestBody?: { required?: boolean; content: Record<string, { example?: unknown }> }
  responses: Record<string, { content?: Record<string, unknown> }>
}

/** One method of the API, as the install itself describes it. */
export type DescribedOperation = Described & { method: string; path: string }

export async function describedOperations(request: APIRequestContext): Promise<DescribedOperation[]> {
  const { paths } = (await (await request.get('/api/v1/openapi.json')).json()) as {
    paths: Record<string, Record<string, Described>>
  }
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({ ...described, method, path })),
  )
}

/** The request of an operation's own example, with other ids where the example has ids. */
export function exampleRequest(
  operation: DescribedOperation,
  ids: Record<string, string>,
): { url: string; options: { method: string; headers: Record<string, string>; data?: string } } {
  const { method, path, parameters = [], requestBody } = operation
  const url = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const id = ids[name]
    if (id === undefined)
      throw new Error(`${operation.operationId}: no id for {${name}}: add one to the test.`)
    return encodeURIComponent(id)
  })
  const query = new URLSearchParams()
  for (const parameter of parameters) {
    if (parameter.in !== 'query' || !(parameter.required || parameter.name in ids)) continue
    query.set(parameter.name, ids[parameter.name] ?? String(parameter.example))
  }
  const [[type, body] = []] = Object.entries(requestBody?.content ?? {})
  const data =
    typeof body?.example === 'string' ? body.example : JSON.stringify(withIds(body?.example ?? {}, ids))
  return {
    url: query.size > 0 ? `${url}?${query}` : url,
    options: {
      method: method.toUpperCase(),
      headers: type ? { 'content-type': type } : {},
      ...(type !== undefined && { data }),
    },
  }
}

/** The example body with the ids where it has ids: under their names, and in its lists of them. */
function withIds(example: unknown, ids: Record<string, string>): unknown {
  if (Array.isArray(example))
    return example.map((each) =>
      typeof each === 'string' ? (ids['externalId'] ?? each) : withIds(each, ids),
    )
  if (typeof example !== 'object' || example === null) return example
  return Object.fromEntries(
    Object.entries(example).map(([name, value]) => [
      name,
      typeof value === 'string' ? (ids[name] ?? value) : withIds(value, ids),
    ]),
  )
}
