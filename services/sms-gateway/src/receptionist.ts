import type { LoggerService } from '@nestjs/common';
import { openAssistant, type Assistant, type AssistantParts } from '@slotguard/receptionist';
import type { Closings, Settings } from '@slotguard/service-kit';

interface Parts extends Pick<AssistantParts, 'log' | 'business' | 'clock'> {
  readonly settings: Pick<Settings, 'openai'>;
  readonly logger: LoggerService;
  readonly closings: Pick<Closings, 'add'>;
}

/** Who answers, by the settings; what went wrong with a model stands in the log, without a word of what was said. */
export async function receptionistFor({ settings, closings, logger, ...parts }: Parts): Promise<Assistant> {
  const { assistant, close } = await openAssistant({
    ...parts,
    openai: settings.openai,
    onTrouble: ({ fault, ...details }) => {
      const line = { msg: 'the rules answered in place of the model', fault, ...details };
      // Said when it began to rest; every text since would say it again.
      if (fault === 'paused') logger.debug?.(line, 'Receptionist');
      else logger.warn(line, 'Receptionist');
    },
  });
  closings.add('receptionist', close);
  logger.log({ msg: 'answers the customers', assistant: assistant.name }, 'Receptionist');
  return assistant;
}
