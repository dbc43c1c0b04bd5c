package dev.quartermaster.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.quartermaster.domain.ProviderId;
import io.smallrye.config.DotEnvConfigSourceProvider;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where keys of the process' own settings come from. */
class ConfiguredKeysTest {

    private static final int OF_ENVIRONMENT = 300;

    @TempDir
    Path folder;

    @Test
    void aKeyOfTheEnvFileSaysSoAndTheEnvironmentGoesBeforeIt() throws IOException {
        Path file = Files.writeString(folder.resolve(".env"), """
                OPENAI_API_KEY=sk-of-the-file
                OPENAI_API_KEY_2=sk-of-the-file-as-well
                ANTHROPIC_API_KEY=sk-of-the-file-alone
                """);
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new DotEnvConfigSourceProvider(file.toUri().toString()))
                .withSources(new EnvConfigSource(Map.of("OPENAI_API_KEY", "sk-of-the-environment"), OF_ENVIRONMENT))
                .build();
        ConfiguredKeys keys = ConfiguredKeys.of(config, Instant.EPOCH);

        assertThat(keys.of(ProviderId.OPENAI))
                .extracting(found -> found.key().value(), FoundKey::origin, FoundKey::source)
                .containsExactly(
                        tuple("sk-of-the-environment", KeyOrigin.ENVIRONMENT, "OPENAI_API_KEY"),
                        tuple("sk-of-the-file-as-well", KeyOrigin.ENV_FILE, "OPENAI_API_KEY_2"));
        assertThat(keys.of(ProviderId.ANTHROPIC))
                .extracting(found -> found.origin().wire())
                .containsExactly("env_file");
    }

    @Test
    void aVariableIsFoundWhereverOneMayBeSet() {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withProfile("prod")
                .withDefaultValue("%prod.OPENAI_API_KEY_99", "sk-of-a-profile")
                .withSources(new EnvConfigSource(
                        Map.of(
                                "QUARTERMASTER_PROVIDERS_OPENAI_API_KEY",
                                "sk-of-the-setting",
                                "GEMINI_API_KEY_3",
                                "g-3"),
                        OF_ENVIRONMENT))
                .withSources(
                        new PropertiesConfigSource(Map.of("GOOGLE_API_KEY", "${GEMINI_API_KEY_3}-too"), "file", 250))
                .build();
        ConfiguredKeys keys = ConfiguredKeys.of(config, Instant.EPOCH);

        assertThat(keys.of(ProviderId.OPENAI))
                .extracting(found -> found.key().value())
                .containsExactly("sk-of-the-setting", "sk-of-a-profile");
        assertThat(keys.of(ProviderId.GOOGLE))
                .extracting(found -> found.key().value(), FoundKey::origin)
                .containsExactly(tuple("g-3-too", KeyOrigin.CONFIGURATION), tuple("g-3", KeyOrigin.ENVIRONMENT));
        assertThat(keys.of(ProviderId.ANTHROPIC)).isEmpty();
    }
}
