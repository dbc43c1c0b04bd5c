package dev.quartermaster.budgets;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;

/** Shared place from which instances lease parts of budgets. */
public interface LeaseStore {

    /**
     * Renews leases, all in one transaction. Fails while the store does not answer; a request may have come through all the
     * same.
     *
     * @param length time that they hold from now; zero gives them back
     * @return an answer to each request that was not overtaken by a later one
     */
    Uni<List<LeaseAnswer>> renew(Duration length, List<LeaseRequest> requests);

    /** Returns whether it answered when it was asked last. */
    boolean isUp();
}
