package dev.quartermaster.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.quartermaster.domain.ProviderId;
import io.smallrye.config.DotEnvConfigSourceProvider;
import io.smallrye.config.EnvConfigSource;
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
}
