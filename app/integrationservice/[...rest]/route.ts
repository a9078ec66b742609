import { noSuchResource } from '@/lib/reference/resource'

// Without this an unknown path would answer a web page.
export const GET = noSuchResource
export const POST = noSuchResource
export const PUT = noSuchResource
export const PATCH = noSuchResource
export const DELETE = noSuchResource
export const HEAD = noSuchResource
export const OPTIONS = noSuchResource
