import { expect, test } from 'vitest';
import { commandPhrases, expectedPhrases } from '../../src/recognition/phrases.ts';
import { IDLE } from '../../src/understanding/expectation.ts';
