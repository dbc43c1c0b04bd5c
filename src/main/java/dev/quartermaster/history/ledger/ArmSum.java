package dev.quartermaster.history.ledger;

/**
 * How the requests on one side of a canary went.
 *
 * @param quality the mean of the scores there are; null where there are none
 * @param costUsd of a request, in the mean
 */
public record ArmSum(long requests, long successes, Double quality, double costUsd) {

    public static final ArmSum NONE = new ArmSum(0, 0, null, 0);
}
