import { resource } from '@/lib/api/resource'
import { openApiDocument } from '../openapi'

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = resource({
  GET: async () => Response.json(openApiDocument()),
})
