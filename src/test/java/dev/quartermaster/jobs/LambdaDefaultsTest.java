package dev.quartermaster.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.ServiceLoader;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;

class LambdaDefaultsTest {

    private static final String SAFE_IN = "quartermaster.history.safe-in";

    private static final int OF_THE_ARTEFACT = 255;
    private static final int OF_THE_ENVIRONMENT = 300;

    private static SmallRyeConfig config(Map<String, String> process, String environment) {
        return new SmallRyeConfigBuilder()
                .withSources(
                        new LambdaDefaults(process),
                        new PropertiesConfigSource(Map.of(SAFE_IN, "artefact"), "artefact", OF_THE_ARTEFACT),
                        new PropertiesConfigSource(
                                environment == null ? Map.of() : Map.of(SAFE_IN, environment),
                                "environment",
                                OF_THE_ENVIRONMENT))
                .build();
    }

    @Test
    void onLambdaARecordIsSafeInTheDatabase() {
        SmallRyeConfig config = config(Map.of("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:9001"), null);

        assertThat(config.getConfigValue(SAFE_IN).getRawValue()).isEqualTo("database");
        assertThat(config.getConfigValue("quartermaster.history.journal-dir").getRawValue())
                .startsWith("/tmp/");
    }

    @Test
    void theEnvironmentGoesBeforeIt() {
        SmallRyeConfig config = config(Map.of("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:9001"), "journal");

        assertThat(config.getConfigValue(SAFE_IN).getRawValue()).isEqualTo("journal");
    }

    @Test
    void elsewhereItChangesNothing() {
        assertThat(config(Map.of(), null).getConfigValue(SAFE_IN).getRawValue()).isEqualTo("artefact");
        assertThat(new LambdaDefaults(Map.of()).getPropertyNames()).isEmpty();
    }

    @Test
    void theServiceFindsIt() {
        assertThat(ServiceLoader.load(ConfigSource.class)).hasAtLeastOneElementOfType(LambdaDefaults.class);
    }
}
