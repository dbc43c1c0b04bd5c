package dev.quartermaster.console;

import dev.quartermaster.auth.AuthConfig;
import dev.quartermaster.console.Overview.DependencyRow;
import dev.quartermaster.console.Overview.ProviderRow;
import dev.quartermaster.credentials.KeyRing;
import dev.quartermaster.credentials.KeyState;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.provider.directory.ProviderState;
import dev.quartermaster.provider.directory.Providers;
import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.telemetry.StatusContributor;
import io.quarkus.arc.All;
import io.quarkus.runtime.LaunchMode;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Gathers what the page shows from the services that know it; all of it is in memory. */
@Singleton
class OverviewReader {

    private final Providers providers;
    private final KeyRing keys;
    private final ModelRegistry registry;
    private final List<StatusContributor> dependencies;
    private final AuthConfig auth;
    private final String version;

    OverviewReader(
            Providers providers,
            KeyRing keys,
            ModelRegistry registry,
            @All List<StatusContributor> dependencies,
            AuthConfig auth,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.providers = providers;
        this.keys = keys;
        this.registry = registry;
        this.dependencies = dependencies;
        this.auth = auth;
        this.version = version;
    }

    Overview read() {
        boolean production = LaunchMode.current() == LaunchMode.NORMAL;
        return new Overview(
                version,
                auth.enabled(),
                !production,
                (int) registry.snapshot().models().stream()
                        .filter(ModelSpec::enabled)
                        .count(),
                providers.states().stream().map(this::row).toList(),
                dependencies.stream()
                        .map(statusContributor ->
                                new DependencyRow(statusContributor.name(), statusContributor.status()))
                        .toList());
    }

    private ProviderRow row(ProviderState provider) {
        List<KeyState> known = keys.states(provider.id());
        return new ProviderRow(
                provider.id().value(),
                state(provider, !known.isEmpty()),
                provider.baseUrl() == null ? "" : provider.baseUrl(),
                known.stream()
                        .map(key -> key.masked() + " (" + key.source() + ")")
                        .toList());
    }

    static String state(ProviderState provider, boolean hasKeys) {
        if (!provider.enabled()) {
            return "off";
        }
        if (provider.source().equals("stand_in")) {
            return "simulated";
        }
        if (provider.usable()) {
            return "ready";
        }
        return hasKeys ? "resting" : "no key";
    }
}
