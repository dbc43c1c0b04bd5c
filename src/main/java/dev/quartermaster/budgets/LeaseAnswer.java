package dev.quartermaster.budgets;

import java.util.UUID;

/**
 * Answer to a request to renew a lease. Amounts are {@link NanoUsd}.
 *
 * @param known false: there is no such budget any more
 * @param granted the most that the account may have spent and hold; cumulative
 * @param booked what the ledger has of the lease's spending
 * @param spent what the ledger has of the budget in this window
 * @param others what other instances may still spend
 * @param holders other instances with a lease
 * @param pressed whether another instance did not get enough
 * @param free what is neither spent nor granted
 */
public record LeaseAnswer(
        UUID lease,
        boolean known,
        long granted,
        long booked,
        long spent,
        long others,
        int holders,
        boolean pressed,
        long free) {}
