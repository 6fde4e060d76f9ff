import { parentPort } from 'node:worker_threads';
import { serveMeasuring } from './adapters/measuring/measuringThread.ts';

// The thread in which the extension has figures worked out: a bundle of its own.
if (parentPort === null) throw new Error('This is run as a thread.');
serveMeasuring(parentPort);
