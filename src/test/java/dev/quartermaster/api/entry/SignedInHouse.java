package dev.quartermaster.api.entry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** As {@link LockedHouse}, with an OpenID provider, which is away when the service starts. */
public final class SignedInHouse extends LockedHouse {

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
        settings.put("quarkus.oidc.tenant-enabled", "true");
        return settings;
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(StubOpenIdProvider.class));
    }
}
