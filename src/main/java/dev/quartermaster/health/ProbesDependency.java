package dev.quartermaster.health;

import dev.quartermaster.storage.Lead;
import dev.quartermaster.telemetry.Dependency;
import jakarta.inject.Singleton;

/** Who probes the providers, as the status page shows it. */
@Singleton
class ProbesDependency implements Dependency {

    private final FleetProber prober;

    ProbesDependency(FleetProber prober) {
        this.prober = prober;
    }

    @Override
    public String name() {
        return "probes";
    }

    @Override
    public Condition condition() {
        Lead.Standing standing = prober.standing();
        if (!prober.isBegun()) {
            return new Condition(State.UNKNOWN, standing.since(), "no round was made yet", "");
        }
        return switch (standing.role()) {
            case LEADS -> new Condition(State.OK, standing.since(), "this instance probes for all", "");
            case FOLLOWS -> new Condition(State.OK, standing.since(), "another instance probes for all", "");
            case ALONE ->
                new Condition(
                        State.DEGRADED,
                        standing.since(),
                        "this instance probes for itself",
                        "Each instance asks the providers, and does not learn what others found out.");
        };
    }
}
