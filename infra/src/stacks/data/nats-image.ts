/** Of nats-server: that of docker-compose.yml. The one without a suffix has no program that could ask for its health. */
export const NATS_TAG = '2.12-alpine';
