package dev.quartermaster.api.providers;

import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.provider.directory.ProviderState;
import dev.quartermaster.provider.directory.Providers;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the provider that a path names. */
@Singleton
class ProviderNames {

    private static final int LONGEST_SHOWN = 64;

    private final Providers providers;

    ProviderNames(Providers providers) {
        this.providers = providers;
    }

    /** @throws QuartermasterException naming those there are when there is none of that name */
    ProviderState require(String name) {
        return id(name).flatMap(id -> providers.states().stream()
                        .filter(state -> state.id().equals(id))
                        .findFirst())
                .orElseThrow(() -> new QuartermasterException(
                        ErrorCode.NOT_FOUND,
                        "There is no provider '" + shown(name) + "'; known are " + known(),
                        "provider",
                        null));
    }

    private static String shown(String name) {
        return name.length() > LONGEST_SHOWN ? name.substring(0, LONGEST_SHOWN) + "…" : name;
    }

    private static Optional<ProviderId> id(String name) {
        try {
            return Optional.of(ProviderId.of(name));
        } catch (IllegalArgumentException notAName) {
            return Optional.empty();
        }
    }

    private String known() {
        return providers.states().stream().map(state -> state.id().value()).collect(Collectors.joining(", "));
    }
}
