import { notFound } from 'next/navigation'

/** Where links lead that were cut off or changed: there is a page only for those who get here. */
export default function NoSuchLink() {
  notFound()
}
