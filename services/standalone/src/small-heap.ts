import { setFlagsFromString } from 'node:v8';

// Before anything else is loaded: one shop's texts need little, and what V8 keeps for speed would be half of all memory.
setFlagsFromString('--optimize-for-size');
setFlagsFromString('--max-semi-space-size=2');
setFlagsFromString('--semi-space-growth-factor=1');
