package dev.quartermaster.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.catalog.query.CallPolicy;
import dev.quartermaster.provider.directory.ProvidersConfig;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The region stands under a prefix that all providers share, and must count as unknown to neither side. */
class BedrockConfigTest {

    @Test
    void configurationGoesFirst() {
        SmallRyeConfig config =
                config(Map.of("quartermaster.providers.bedrock.region", "eu-west-3", "aws.region", "us-west-2"));
        assertThat(config.getConfigMapping(BedrockConfig.class).region()).hasValue("eu-west-3");
        assertThat(config.getConfigMapping(ProvidersConfig.class)
                        .providers()
                        .get("bedrock")
                        .enabled())
                .isTrue();
    }

    @Test
    void thenTheRegionOfTheEnvironment() {
        assertThat(region(Map.of("aws.region", "us-west-2"))).isEqualTo("us-west-2");
        assertThat(region(Map.of("aws.default.region", "ca-west-1"))).isEqualTo("ca-west-1");
        assertThat(region(Map.of())).isEqualTo("us-east-1");
    }

    @Test
    void furtherRegionsFollowTheFirst() {
        CallPolicy called = called(Map.of(
                "quartermaster.providers.bedrock.region", "us-east-1",
                "quartermaster.providers.bedrock.regions", "eu-central-1,us-east-1",
                "quartermaster.providers.bedrock.residency", " EU "));

        assertThat(called.regions()).containsExactly("us-east-1", "eu-central-1");
        assertThat(called.residency()).isEqualTo("eu");
    }

    @Test
    void onlyConfiguredRegionsAreCalled() {
        assertThat(called(Map.of("quartermaster.providers.bedrock.regions", "eu-central-1"))
                        .regions())
                .containsExactly("eu-central-1");
        assertThat(called(Map.of(
                                "quartermaster.providers.bedrock.regions",
                                "eu-central-1,eu-west-1",
                                "quartermaster.providers.bedrock.base-url",
                                "https://bedrock-runtime.us-west-2.amazonaws.com"))
                        .regions())
                .containsExactly("us-west-2");
    }

    private static String region(Map<String, String> properties) {
        return called(properties).home();
    }

    private static CallPolicy called(Map<String, String> properties) {
        return ConfiguredCallPolicy.of(config(properties).getConfigMapping(BedrockConfig.class));
    }

    private static SmallRyeConfig config(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(ProvidersConfig.class)
                .withMapping(BedrockConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build();
    }
}
