package dev.quartermaster.cache;

import dev.quartermaster.cache.key.Tenant;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Knows which callers may be given each other's answers. */
@Singleton
public class Tenants {

    private final Map<String, Tenant> groups = new HashMap<>();

    /** @throws IllegalArgumentException when a caller is in two groups, which would then be one */
    Tenants(CacheConfig config) {
        for (Map.Entry<String, List<String>> group : config.sharingGroups().entrySet()) {
            Tenant tenant = new Tenant(group.getKey(), true);
            for (String caller : group.getValue()) {
                if (groups.put(caller, tenant) != null) {
                    throw new IllegalArgumentException(
                            "quartermaster.cache.sharing-groups: the caller " + caller + " can be in one group only");
                }
            }
        }
    }

    public Tenant of(String caller) {
        Tenant group = groups.get(caller);
        return group == null ? new Tenant(caller, false) : group;
    }
}
