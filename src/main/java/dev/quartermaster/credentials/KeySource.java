package dev.quartermaster.credentials;

import dev.quartermaster.domain.ProviderId;
import java.util.List;

/** A place that has keys of providers. It answers from memory, with the same keys each time. */
@FunctionalInterface
public interface KeySource {

    KeySource EMPTY = provider -> List.of();

    /** Returns the provider's keys in the order in which they take turns; empty for none. */
    List<FoundKey> of(ProviderId provider);
}
