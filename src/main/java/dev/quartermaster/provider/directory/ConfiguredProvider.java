package dev.quartermaster.provider.directory;

import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.provider.ChatProvider;
import dev.quartermaster.provider.ProviderFactory;
import dev.quartermaster.provider.ProviderSettings;
import dev.quartermaster.provider.directory.ProvidersConfig.ProviderConfig;
import dev.quartermaster.provider.failure.FailureTable;
import dev.quartermaster.provider.failure.OverflowMessages;
import dev.quartermaster.provider.tool.FittingProvider;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One provider's name, kind and settings, and its adapter, which is made at first use: most installations use one or
 * two of the providers they could, and each holds connection pools.
 */
final class ConfiguredProvider {

    private final ProviderId id;
    private final ProviderFactory factory;
    private final ProviderConfig config;
    private final FailureTable failures;
    private final Optional<BaseUrl> own;
    private final Optional<ProviderUnavailability> switchedOff;
    private final Optional<ProviderUnavailability> unconfigured;
    private volatile @Nullable ChatProvider real;
    private volatile @Nullable ChatProvider substitute;

    /** @param own where the provider itself answers, empty where that is not known */
    ConfiguredProvider(ProviderId id, ProviderFactory factory, ProviderConfig config, Optional<BaseUrl> own) {
        this.id = id;
        this.factory = factory;
        this.config = config;
        this.failures = FailureTable.standard()
                .with(config.failures())
                .with(config.overflowMessages()
                        .map(OverflowMessages::new)
                        .orElseGet(() -> OverflowMessages.of(factory.type())));
        this.own = own;
        this.switchedOff = Optional.of(new ProviderUnavailability("provider " + id + " is switched off", null));
        String lacks = own.isEmpty() ? "base URL" : "credentials";
        this.unconfigured = Optional.of(new ProviderUnavailability("provider " + id + " has no " + lacks, null));
    }

    ProviderId id() {
        return id;
    }

    ProviderFactory factory() {
        return factory;
    }

    ProviderConfig config() {
        return config;
    }

    Optional<BaseUrl> own() {
        return own;
    }

    /** Returns the reason of a provider that is switched off. */
    Optional<ProviderUnavailability> switchedOff() {
        return switchedOff;
    }

    /** Returns the reason of a provider that lacks a base URL or credentials. */
    Optional<ProviderUnavailability> unconfigured() {
        return unconfigured;
    }

    ChatProvider real() {
        ChatProvider known = real;
        return known != null ? known : makeReal();
    }

    ChatProvider substitute(BaseUrl baseUrl) {
        ChatProvider known = substitute;
        return known != null ? known : makeSubstitute(baseUrl);
    }

    synchronized void close() {
        if (real != null) {
            real.close();
        }
        if (substitute != null) {
            substitute.close();
        }
    }

    private synchronized ChatProvider makeReal() {
        if (real == null) {
            real = new FittingProvider(factory.create(id, settings(own.orElseThrow())));
        }
        return real;
    }

    private synchronized ChatProvider makeSubstitute(BaseUrl baseUrl) {
        if (substitute == null) {
            substitute = new FittingProvider(factory.create(id, settings(baseUrl)));
        }
        return substitute;
    }

    private ProviderSettings settings(BaseUrl baseUrl) {
        return new ProviderSettings(
                baseUrl.value(),
                config.connectTimeout(),
                config.timeout(),
                config.firstTokenTimeout(),
                config.idleTimeout(),
                config.maxConcurrent(),
                failures,
                config.responses(),
                config.reasoningField());
    }
}
