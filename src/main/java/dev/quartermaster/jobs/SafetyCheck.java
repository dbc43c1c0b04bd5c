package dev.quartermaster.jobs;

import dev.quartermaster.auth.AdminConfig;
import dev.quartermaster.auth.AuthConfig;
import dev.quartermaster.auth.OpenIdProvider;
import dev.quartermaster.auth.keys.KeyConfig;
import dev.quartermaster.auth.keys.Peppers;
import dev.quartermaster.jobs.Quartermaster.StartRefused;
import dev.quartermaster.storage.sealing.MasterConfig;
import io.quarkus.logging.Log;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.util.Optional;

/**
 * Stops a start that would be useless or unsafe, before the socket opens and before anything else has begun. What it
 * says is all that is printed: which setting is at fault and what to do.
 */
@Singleton
class SafetyCheck {

    private static final int SHORTEST_KEY = 16;

    private final AuthConfig auth;
    private final AdminConfig admin;
    private final KeyConfig keys;
    private final MasterConfig master;
    private final OpenIdProvider provider;

    SafetyCheck(AuthConfig auth, AdminConfig admin, KeyConfig keys, MasterConfig master, OpenIdProvider provider) {
        this.auth = auth;
        this.admin = admin;
        this.keys = keys;
        this.master = master;
        this.provider = provider;
    }

    void atStart(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent start) {
        refusal(auth.enabled(), admin.key()).ifPresent(reason -> {
            throw new StartRefused(reason);
        });
        Peppers.fault(keys, master).ifPresent(reason -> {
            throw new StartRefused("Quartermaster did not start: " + reason + ".");
        });
        provider.fault().ifPresent(reason -> {
            throw new StartRefused("Quartermaster did not start: " + reason + ".");
        });
        boolean production = LaunchMode.current() == LaunchMode.NORMAL;
        warning(auth.enabled(), admin.key(), production).ifPresent(Log::warn);
    }

    static Optional<String> refusal(boolean authEnabled, Optional<String> adminKey) {
        if (!authEnabled || adminKey.filter(key -> !key.isBlank()).isPresent()) {
            return Optional.empty();
        }
        return Optional.of("""
                Quartermaster did not start: authentication is on, but there is no admin key, so nobody could call it.
                  Set one:               QUARTERMASTER_ADMIN_KEY=<a long random string>
                  Or let everybody in:   QUARTERMASTER_AUTH_ENABLED=false""");
    }

    static Optional<String> warning(boolean authEnabled, Optional<String> adminKey, boolean production) {
        if (!authEnabled) {
            return production
                    ? Optional.of("Authentication is off (quartermaster.auth.enabled): every caller may spend money.")
                    : Optional.empty();
        }
        return adminKey.filter(key -> key.strip().length() < SHORTEST_KEY)
                .map(key -> "The admin key (QUARTERMASTER_ADMIN_KEY) is shorter than " + SHORTEST_KEY
                        + " characters and can be guessed.");
    }
}
