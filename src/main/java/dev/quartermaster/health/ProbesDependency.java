package dev.quartermaster.health;

import dev.quartermaster.storage.LeaderElection;
import dev.quartermaster.telemetry.StatusContributor;
import jakarta.inject.Singleton;

/** Who probes the providers, as the status page shows it. */
@Singleton
class ProbesDependency implements StatusContributor {

    private final FleetProber prober;

    ProbesDependency(FleetProber prober) {
        this.prober = prober;
    }

    @Override
    public String name() {
        return "probes";
    }

    @Override
    public ComponentStatus status() {
        LeaderElection.Standing standing = prober.standing();
        if (!prober.isBegun()) {
            return new ComponentStatus(State.UNKNOWN, standing.since(), "no round was made yet", "");
        }
        return switch (standing.role()) {
            case LEADS -> new ComponentStatus(State.OK, standing.since(), "this instance probes for all", "");
            case FOLLOWS -> new ComponentStatus(State.OK, standing.since(), "another instance probes for all", "");
            case ALONE ->
                new ComponentStatus(
                        State.DEGRADED,
                        standing.since(),
                        "this instance probes for itself",
                        "Each instance asks the providers, and does not learn what others found out.");
        };
    }
}
