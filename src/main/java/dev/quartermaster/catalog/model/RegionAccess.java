package dev.quartermaster.catalog.model;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Access to one model in one region. Neither direct nor through a profile means provisioned throughput only.
 *
 * @param direct whether it can be called by its own id
 * @param profiles in the order of their ids
 */
public record RegionAccess(boolean direct, List<InferenceProfile> profiles, Lifecycle lifecycle) {

    public RegionAccess {
        // There are a thousand of these in a catalog, most with one profile or none.
        profiles = profiles.size() < 2
                ? List.copyOf(profiles)
                : profiles.stream().sorted().toList();
    }

    public Set<InvocationAccess> ways() {
        Set<InvocationAccess> ways = EnumSet.noneOf(InvocationAccess.class);
        if (direct) {
            ways.add(InvocationAccess.DIRECT);
        }
        profiles.forEach(profile -> ways.add(profile.access()));
        return Collections.unmodifiableSet(ways);
    }

    /** Returns whether on-demand calls are possible. */
    public boolean callable() {
        return direct || !profiles.isEmpty();
    }
}
