/** Loaded into another server before it starts: tells its memory, over the channel between the processes, when asked. */
import { memoryOfThis } from './memory.ts';

process.on('message', () => process.send?.(memoryOfThis()));
