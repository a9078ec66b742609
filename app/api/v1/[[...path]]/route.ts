import { noSuchPath } from '@/lib/api/resource'

// Without this an unknown path would answer a web page.
export const GET = noSuchPath
export const POST = noSuchPath
export const PUT = noSuchPath
export const PATCH = noSuchPath
export const DELETE = noSuchPath
export const HEAD = noSuchPath
export const OPTIONS = noSuchPath
