/*
 * The roles of a database that is shared by services which trust each other as little as possible. Their rights are
 * those of one database; the roles themselves, and their passwords, belong to the whole PostgreSQL server.
 *
 *   regpipe_migrator   owns the schemas, the control tables and the functions; ./run migrate
 *   regpipe_loader     writes the control tables, owns the versions and the live views; tracker and loader
 *   regpipe_scheduler  reads when schedules are due, and nothing else; scheduler
 *   regpipe_intake     writes what becomes of dropped files, reads how their jobs go; intake
 *   regpipe_projector  records commands, owns what is made of them; projector
 *   regpipe_query      reads what is made of commands, and nothing else; query
 *   regpipe_gateway    reads what the API shows, writes who may use it and the schedules; gateway
 */
export const ROLES = {
  migrator: 'regpipe_migrator',
  loader: 'regpipe_loader',
  scheduler: 'regpipe_scheduler',
  intake: 'regpipe_intake',
  projector: 'regpipe_projector',
  query: 'regpipe_query',
  gateway: 'regpipe_gateway',
} as const;

export type RoleKey = keyof typeof ROLES;

/** A role without one keeps the password that it has; a new one cannot log in by password then. */
export type RolePasswords = Partial<Record<RoleKey, string>>;
