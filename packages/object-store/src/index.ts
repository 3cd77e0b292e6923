export { directoryStore, type DirectoryStoreOptions } from './directory/directory-store.ts';
export { fileEtag } from './directory/file-etag.ts';
export { FOLDERS, type Moved, type ObjectStore, type StoredObject } from './object-store.ts';
export type { S3Settings } from './s3/s3-client.ts';
export { type ReadAnswer, type ReadQuestion, s3Reader, type S3Reader } from './s3/s3-reader.ts';
export { s3Store, type S3Store, type S3StoreOptions } from './s3/s3-store.ts';
