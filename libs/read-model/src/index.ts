import 'reflect-metadata';

export * from './entities.js';
export * from './project.js';
export * from './projection.js';
export * from './read-model.js';
export * from './run-read-model.js';
