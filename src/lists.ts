/** Reads lists of skills and topics, which are imported now and then. A bundle of its own, loaded by then. */
export { readListFile } from './adapters/exchange/listFile.ts';
