import { natsConfig } from './nats-config.ts';

const [namespace = 'regpipe'] = process.argv.slice(2);
process.stdout.write(natsConfig(namespace));
