package dev.quartermaster.provider.directory;

import dev.quartermaster.credentials.KeyRing;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.provider.ChatProvider;
import dev.quartermaster.provider.ProviderFactory;
import dev.quartermaster.provider.ProviderSettings;
import dev.quartermaster.testing.Settings;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives tests of other packages a set of providers. */
public final class ProviderSets {

    private ProviderSets() {}

    /** @param settings whole configuration keys and their values */
    public static Providers of(KeyRing keys, Clock clock, Map<String, String> settings, ChatProvider only) {
        return new Providers(
                List.of(new Made(only)),
                Settings.of(ProvidersConfig.class, settings),
                name -> Optional.empty(),
                keys,
                id -> Optional.empty(),
                clock);
    }

    private record Made(ChatProvider provider) implements ProviderFactory {

        @Override
        public String type() {
            return provider.id().value();
        }

        @Override
        public boolean needsKey() {
            return true;
        }

        @Override
        public Optional<String> defaultBaseUrl() {
            return Optional.of("https://api.example.com");
        }

        @Override
        public ChatProvider create(ProviderId id, ProviderSettings settings) {
            return provider;
        }
    }
}
