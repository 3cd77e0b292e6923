/** The part of a pino logger that the bus uses. */
export interface BusLog {
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
