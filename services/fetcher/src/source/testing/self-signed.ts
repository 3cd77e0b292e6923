export { selfSigned } from '@regpipe/testkit';
