package dev.quartermaster.inference.failover;

import dev.quartermaster.credentials.ApiKey;
import dev.quartermaster.credentials.KeyRing;
import dev.quartermaster.domain.FailureKind;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderFailure;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Leaves out what a provider has refused: a key, or one model for a key. */
@ApplicationScoped
class RejectedKeys {

    private final KeyRing keys;
    private final FailoverConfig config;

    RejectedKeys(KeyRing keys, FailoverConfig config) {
        this.keys = keys;
        this.config = config;
    }

    /** @param key null where the call went out without one */
    void note(ModelKey model, @Nullable ApiKey key, ProviderFailure failure) {
        boolean isRefused = failure.kind() == FailureKind.AUTHENTICATION;
        if (!isRefused && !(isSpent(failure) && hasOther(model, key))) {
            return;
        }
        if (failure.isOfModel()) {
            keys.deny(model, key, config.refusedKeyRest(), why(failure));
        } else if (key != null) {
            keys.rest(key, config.refusedKeyRest(), why(failure));
        }
    }

    private static boolean isSpent(ProviderFailure failure) {
        return failure.kind() == FailureKind.RATE_LIMITED && !failure.isTransient();
    }

    /** A key without money rests as long as there is another: a provider without any key would not say why. */
    private boolean hasOther(ModelKey model, @Nullable ApiKey key) {
        return key != null
                && keys.hasUsable(key.provider(), other -> !other.id().equals(key.id()) && keys.allows(model, other));
    }

    private static String why(ProviderFailure failure) {
        String status = failure.status() == 0 ? "" : " " + failure.status();
        String code = failure.code().map(word -> " " + word).orElse("");
        return "refused (" + (status + code).strip() + ")";
    }
}
