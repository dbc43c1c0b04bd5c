package dev.quartermaster.budgets;

import java.time.Instant;
import java.util.UUID;

/**
 * Request to renew the lease of one account. Amounts are {@link NanoUsd}, cumulative since the lease began.
 *
 * @param sequence grows with each request; an earlier one that comes late changes nothing
 * @param keep the most that may have been spent and be held already
 * @param want the same, with what it would like to have
 * @param need what waiting calls lack together; 0 if none waits
 * @param least what the smallest of them lacks
 * @param used what is spent and held
 * @param refused calls that did not fit
 */
public record LeaseRequest(
        UUID lease,
        UUID budget,
        Instant window,
        long sequence,
        long keep,
        long want,
        long need,
        long least,
        long used,
        long settled,
        long refused) {}
