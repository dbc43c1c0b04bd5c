package dev.quartermaster.faults;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/** How often a model whose failure may pass is asked, by the configuration: what is not configured does not happen. */
@Singleton
class Policy {

    private final int retries;
    private final int rounds;

    Policy(Config config) {
        retries = config.getOptionalValue("quartermaster.failover.max-retries", Integer.class)
                .orElse(0);
        rounds = config.getOptionalValues("quartermaster.failover.rounds", Duration.class)
                .orElse(List.of())
                .size();
    }

    /** In place, and once more in every round; whoever has a healthy model beside it sees no round. */
    long calls(Cell cell) {
        return 1L + retries + (cell.beside() ? 0 : rounds);
    }
}
