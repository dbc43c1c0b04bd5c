package dev.quartermaster.provider.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartermaster.credentials.ApiKey;
import dev.quartermaster.credentials.KeyRing;
import dev.quartermaster.credentials.KeyRings;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.provider.ChatProvider;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.ProviderFactory;
import dev.quartermaster.provider.ProviderSettings;
import dev.quartermaster.testing.MutableClock;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.spi.Converter;
import org.junit.jupiter.api.Test;

class ProvidersTest {

    private static final ProviderId OPENAI = ProviderId.OPENAI;
    private static final ProviderId OLLAMA = ProviderId.OLLAMA;
    private static final SubstituteProvider NONE = id -> Optional.empty();
    private static final SubstituteProvider EVERYWHERE = id -> Optional.of("http://localhost:1/simulator/" + id);

    private final Map<String, String> settings = new HashMap<>();
    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-21T12:00:00Z"));
    private KeyRing keys;

    @Test
    void aProviderWithAKeyAnswersAtItsPublicService() {
        settings.put("OPENAI_API_KEY", "secret");

        Providers providers = providers(EVERYWHERE);

        ProviderAccess providerAccess = providers.access(OPENAI).orElseThrow();
        assertThat(providerAccess.key().id()).isEqualTo("openai-1");
        assertThat(baseUrl(providerAccess.provider())).isEqualTo("https://api.openai.example");
        assertThat(providers.usable(OPENAI)).isTrue();
        assertThat(state(providers, OPENAI).source()).isEqualTo("public_service");
    }

    @Test
    void withoutAKeyTheStandInAnswersAndNoRealKeyGoesToIt() {
        Providers providers = providers(EVERYWHERE);

        ProviderAccess providerAccess = providers.access(OPENAI).orElseThrow();
        assertThat(providerAccess.key().id()).isEqualTo("stand-in");
        assertThat(baseUrl(providerAccess.provider())).isEqualTo("http://localhost:1/simulator/openai");
        assertThat(state(providers, OPENAI).source()).isEqualTo("stand_in");
    }

    @Test
    void withoutAKeyAndWithoutAStandInItCannotBeUsed() {
        Providers providers = providers(NONE);

        assertThat(providers.usable(OPENAI)).isFalse();
        assertThat(providers.access(OPENAI)).isEmpty();
        assertThat(providers.find(OPENAI)).isPresent();
    }

    @Test
    void restingKeysDoNotBringTheStandIn() {
        settings.put("OPENAI_API_KEY", "secret");
        Providers providers = providers(EVERYWHERE);
        keys.rest(keys.next(OPENAI).orElseThrow(), Duration.ofMinutes(1), "refused (401 invalid_api_key)");

        assertThat(providers.usable(OPENAI)).isFalse();
        assertThat(providers.access(OPENAI)).isEmpty();
    }

    @Test
    void oneThatNeedsNoKeyNeedsItsBaseUrl() {
        assertThat(providers(NONE).usable(OLLAMA)).isFalse();
        assertThat(providers(NONE).find(OLLAMA)).isEmpty();
        assertThat(providers(EVERYWHERE).access(OLLAMA).orElseThrow().key().id())
                .isEqualTo("stand-in");
    }

    @Test
    void theEnvironmentGivesTheBaseUrlAndConfigurationWins() {
        settings.put("OLLAMA_BASE_URL", "http://box:11434/");
        ProviderAccess providerAccess = providers(EVERYWHERE).access(OLLAMA).orElseThrow();
        assertThat(providerAccess.key()).isNull();
        assertThat(baseUrl(providerAccess.provider())).isEqualTo("http://box:11434");

        settings.put("quartermaster.providers.ollama.base-url", "http://other:11434/v1");
        assertThat(baseUrl(providers(NONE).find(OLLAMA).orElseThrow())).isEqualTo("http://other:11434");
    }

    @Test
    void aDisabledProviderIsNotThere() {
        settings.put("OPENAI_API_KEY", "secret");
        settings.put("quartermaster.providers.openai.enabled", "false");

        Providers providers = providers(EVERYWHERE);

        assertThat(providers.find(OPENAI)).isEmpty();
        assertThat(providers.usable(OPENAI)).isFalse();
        assertThat(state(providers, OPENAI).enabled()).isFalse();
    }

    @Test
    void aFurtherNameOfAKnownTypeIsAProviderOfItsOwn() {
        settings.put("quartermaster.providers.my-vllm.type", "openai");
        settings.put("quartermaster.providers.my-vllm.base-url", "http://gpu:8000/v1");
        settings.put("quartermaster.providers.my-vllm.max-concurrent", "3");
        settings.put("MY_VLLM_API_KEY", "secret");

        Providers providers = providers(NONE);

        ProviderId id = ProviderId.of("my-vllm");
        assertThat(providers.access(id).orElseThrow().provider().id()).isEqualTo(id);
        assertThat(providers.settings(id).maxConcurrent()).isEqualTo(3);
        assertThat(providers.settings(OPENAI).maxConcurrent()).isEqualTo(256);
    }

    @Test
    void anUnknownTypeStopsTheStart() {
        settings.put("quartermaster.providers.mine.type", "telepathy");

        assertThatThrownBy(() -> providers(NONE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("quartermaster.providers.mine.type")
                .hasMessageContaining("telepathy")
                .hasMessageContaining("openai");
    }

    @Test
    void aFurtherNameWithoutABaseUrlStopsTheStart() {
        settings.put("quartermaster.providers.mine.type", "ollama");
        settings.put("OLLAMA_BASE_URL", "http://box:11434");

        assertThatThrownBy(() -> providers(NONE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("quartermaster.providers.mine.base-url");
    }

    @Test
    void anUnreadableBaseUrlStopsTheStart() {
        settings.put("quartermaster.providers.openai.base-url", "not a url");

        assertThatThrownBy(() -> providers(NONE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("quartermaster.providers.openai.base-url");
    }

    private Providers providers(SubstituteProvider substituteProvider) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withMapping(ProvidersConfig.class)
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .withConverters(new Converter<?>[] {new DurationConverter()})
                .withValidateUnknown(false)
                .build();
        keys = KeyRings.of(settings, clock);
        return new Providers(
                List.of(
                        new Kind("openai", true, Optional.of("https://api.openai.example/v1"), Optional.empty()),
                        new Kind("ollama", false, Optional.empty(), Optional.of("OLLAMA_BASE_URL"))),
                config.getConfigMapping(ProvidersConfig.class),
                name -> Optional.ofNullable(settings.get(name)),
                keys,
                substituteProvider,
                clock);
    }

    private static ProviderState state(Providers providers, ProviderId id) {
        return providers.states().stream()
                .filter(state -> state.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static String baseUrl(ChatProvider provider) {
        return provider.able(Silent.class).orElseThrow().settings().baseUrl();
    }

    private record Kind(
            String type, boolean needsKey, Optional<String> defaultBaseUrl, Optional<String> baseUrlVariable)
            implements ProviderFactory {
        @Override
        public ChatProvider create(ProviderId id, ProviderSettings settings) {
            return new Silent(id, settings);
        }
    }

    private record Silent(ProviderId id, ProviderSettings settings) implements ChatProvider {
        @Override
        public Uni<ChatReply> chat(ProviderCall<ChatRequest> call) {
            return Uni.createFrom().nothing();
        }

        @Override
        public Multi<ChatDelta> stream(ProviderCall<ChatRequest> call) {
            return Multi.createFrom().nothing();
        }

        @Override
        public Uni<Void> probe(ApiKey key) {
            return Uni.createFrom().nothing();
        }

        @Override
        public void close() {}
    }
}
