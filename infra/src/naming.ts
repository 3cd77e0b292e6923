/** The name of a resource in AWS: `${project}-${resource}`, so that several projects may share an account. */
export type Naming = (resource: string) => string;

export function namingOf(project: string): Naming {
  return (resource) => `${project}-${resource}`;
}
