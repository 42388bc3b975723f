// Labels of dev.jsonl that we hold to be wrong, after reading each twice with its dialogue. They leave the second of both figures.
const asksOnly =
  'Only asks whether it is free; by the corpus’s own ruling “do you have 3 pm?” is never a choice, and an answer must come first.';
const notAsked =
  'The assistant had asked for nothing (`agent_other`), which the case does not say; the same words to one offer are `selected` elsewhere.';

export const disputed = new Map([
  ...[
    'd-sgd-00027',
    'd-sgd-00443',
    'd-sgd-02045',
    'd-sgd-02256',
    'd-sgd-02477',
    'd-sgd-02530',
    'd-sgd-02614',
    'd-sgd-03065',
    'd-sgd-03121',
    'd-sgd-03701',
    'd-sgd-04334',
    'd-sgd-04336',
    'd-sgd-04448',
    'd-sgd-05021',
    'd-sgd-05128',
    'd-sgd-05250',
    'd-sgd-05300',
  ].map((id) => [id, asksOnly]),
  ...['d-smcalflow-01424', 'd-smcalflow-02461', 'd-smcalflow-04264'].map((id) => [id, notAsked]),
]);

/** More than this share would bend the measure to the reader. */
export const disputedMax = 0.005;
