/** A store of permission to retry, shared by the commands of one client, so that an outage is not made worse. */
export interface RetryBudget {
  /** Takes what a retry costs. `false` where not enough is left. */
  take(): boolean;
  /** Gives a little back after a success at the first attempt. */
  refund(): void;
}

const capacity = 100;
const cost = 5;

/** Creates a full budget: 20 retries in a row, then one for every five commands that succeed at once. */
export function createRetryBudget(): RetryBudget {
  let left = capacity;
  return {
    take() {
      if (left < cost) return false;
      left -= cost;
      return true;
    },
    refund() {
      if (left < capacity) left += 1;
    },
  };
}
