/** As the log's own stream: one message per subject, and never a second. */
export const RELAY_STREAM = {
  ...{ name: 'RELAY', subjects: ['relay.*.*'], storage: 'file', allow_direct: true },
  ...{ max_msgs_per_subject: 1, discard: 'new', discard_new_per_subject: true },
};
