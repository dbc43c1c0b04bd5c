package dev.quartermaster.registry;

import dev.quartermaster.domain.ProviderId;
import java.util.List;
import java.util.Optional;

/** The providers that calls can be configured for. Implemented above: the registry itself knows none. */
public interface ProviderNames {

    /**
     * Why no call can ever go to a provider of this name, with the names somebody may have meant; empty where there is
     * such a provider, usable or not.
     */
    Optional<String> unknown(ProviderId provider);

    /** All names, sorted. */
    List<String> all();
}
