/** What every new account starts with; an owner may add to it later. In the order in which screens list them. */
export const defaultProperties = [
  { name: 'email', label: 'E-mail address', type: 'email' },
  { name: 'gender', label: 'Gender', type: 'gender' },
  { name: 'firstName', label: 'First name', type: 'string' },
  { name: 'infix', label: 'Infix', type: 'string' },
  { name: 'lastName', label: 'Last name', type: 'string' },
  { name: 'company', label: 'Company', type: 'string' },
  { name: 'postcode', label: 'Postcode', type: 'postcode' },
  { name: 'city', label: 'City', type: 'string' },
  { name: 'country', label: 'Country', type: 'string' },
  { name: 'mobilePhone', label: 'Mobile phone', type: 'mobNr' },
  { name: 'birthdate', label: 'Date of birth', type: 'birthdate' },
  { name: 'permissions', label: 'Permissions', type: 'set' },
] as const

export const defaultPermissions = [{ bit: 1, name: 'Newsletter', rank: 1 }] as const
