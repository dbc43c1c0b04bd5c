package dev.quartermaster.api.entry;

import dev.quartermaster.testing.StubOpenIdProvider;
import java.util.List;

/** As {@link LockedHouse}, with an OpenID provider, which is away when the service starts. */
public final class SignedInHouse extends LockedHouse {

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(StubOpenIdProvider.class));
    }
}
