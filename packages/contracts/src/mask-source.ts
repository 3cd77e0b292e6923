/** From a scheme to the last @ before the path: what URL takes for name and password, with all that it tolerates. */
const USER_INFO = /([a-z][a-z0-9+.-]*:[/\\]{2,})[^/?#\\]*@/gi;
const SECRET_PARAMETER = /([?&][^=&#]*(?:sig|token|key|secret|passw|pwd|credential|auth)[^=&#]*=)[^&#]*/gi;

/**
 * A source as people and logs may see it: without the name and password of its address, and without the values of
 * parameters that sign or open it.
 */
export function maskSource(source: string): string {
  return source.replace(USER_INFO, '$1***@').replace(SECRET_PARAMETER, '$1***');
}
