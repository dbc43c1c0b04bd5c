package dev.quartermaster.history.ledger;

import org.jspecify.annotations.Nullable;

/**
 * The totals of the requests on one arm of a canary.
 *
 * @param successes answered by the side's own model
 * @param quality the mean of the scores there are; null where there are none
 * @param costUsd of a request, in the mean
 */
public record ArmSum(
        long requests, long successes, @Nullable Double quality, double costUsd) {

    public static final ArmSum NONE = new ArmSum(0, 0, null, 0);
}
