package dev.quartermaster.api.budgets;

import dev.quartermaster.api.KnownNames;
import dev.quartermaster.budgets.definition.Dimension;
import dev.quartermaster.budgets.definition.Scope;
import dev.quartermaster.domain.AgentType;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.registry.ProviderNames;
import jakarta.inject.Singleton;

/**
 * Checks targets of budgets and gives them their canonical names. Providers and models must be known. Agent types, tasks and
 * callers need not be set up before they call, so any name that a call could have is accepted.
 */
@Singleton
class Targets {

    /** Longest text that the ledger keeps; a longer one would match nothing. */
    private static final int LONGEST = 256;

    private final ModelRegistry registry;
    private final ProviderNames providers;

    Targets(ModelRegistry registry, ProviderNames providers) {
        this.registry = registry;
        this.providers = providers;
    }

    /** @throws QuartermasterException naming the field */
    Scope scope(Dimension dimension, String field, String target) {
        return new Scope(
                dimension,
                switch (dimension) {
                    case PROVIDER -> provider(field, target);
                    case MODEL ->
                        KnownNames.model(registry.snapshot(), field, target).toString();
                    case AGENT_TYPE -> AgentType.check(field, target);
                    default -> word(field, target);
                });
    }

    private String provider(String field, String target) {
        try {
            ProviderId provider = ProviderId.of(target);
            providers.unknown(provider).ifPresent(why -> {
                throw QuartermasterException.invalid(field, "'" + field + "': " + why);
            });
            return provider.value();
        } catch (IllegalArgumentException malformed) {
            throw QuartermasterException.invalid(field, "'" + field + "' is not the name of a provider");
        }
    }

    private static String word(String field, String target) {
        if (target.length() > LONGEST
                || !target.equals(target.strip())
                || target.chars().anyMatch(Character::isISOControl)) {
            throw QuartermasterException.invalid(
                    field,
                    "'" + field + "' must be a name of up to " + LONGEST
                            + " characters, without blanks around it and without control characters");
        }
        return target;
    }
}
