package dev.quartermaster.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.config.yaml.runtime.YamlConfigBuilder;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each environment has a file of its own over the common one: {@code application-staging.yaml} and so on. */
class EnvironmentsTest {

    @TempDir
    Path folder;

    @BeforeEach
    void writeTheFiles() throws IOException {
        Files.writeString(folder.resolve("application.yaml"), """
                quartermaster:
                  agents:
                    default-model: bedrock/claude-sonnet-4-6
                    sql_agent: {enabled: true, model: bedrock/anthropic.claude-3-5-sonnet-20241022-v2:0, timeout-seconds: 60}
                    inventory_optimizer: {model: bedrock/claude-haiku, timeout-seconds: 90}
                """);
        Files.writeString(folder.resolve("application-staging.yaml"), """
                quartermaster:
                  agents:
                    default-model: ollama/gpt-oss:20b
                    sql_agent: {enabled: false}
                """);
        Files.writeString(folder.resolve("application-prod.yaml"), """
                quartermaster:
                  agents:
                    inventory_optimizer: {timeout-seconds: 30, fallbacks: [bedrock/claude-sonnet-4-6]}
                """);
    }

    @Test
    void theCommonFileHoldsWhereAnEnvironmentSaysNothing() throws IOException {
        AgentProfiles common = profiles("dev");

        assertThat(common.defaultModel()).contains("bedrock/claude-sonnet-4-6");
        assertThat(common.of("sql_agent").enabled()).isTrue();
        assertThat(common.of("sql_agent").model()).contains("bedrock/anthropic.claude-3-5-sonnet-20241022-v2:0");
    }

    @Test
    void anEnvironmentsFileGoesBeforeTheCommonOneKeyByKey() throws IOException {
        AgentProfiles staging = profiles("staging");
        AgentProfiles production = profiles("prod");

        assertThat(staging.defaultModel()).contains("ollama/gpt-oss:20b");
        assertThat(staging.of("sql_agent").enabled()).isFalse();
        assertThat(staging.of("sql_agent").timeout()).contains(Duration.ofSeconds(60));
        assertThat(staging.of("inventory_optimizer").timeout()).contains(Duration.ofSeconds(90));
        assertThat(production.defaultModel()).contains("bedrock/claude-sonnet-4-6");
        assertThat(production.of("sql_agent").enabled()).isTrue();
        assertThat(production.of("inventory_optimizer").timeout()).contains(Duration.ofSeconds(30));
        assertThat(production.of("inventory_optimizer").fallbacks().orElseThrow())
                .containsExactly("bedrock/claude-sonnet-4-6");
    }

    @Test
    void anEnvironmentCanBuildOnAnother() throws IOException {
        AgentProfiles both = profiles("prod,staging");

        assertThat(both.defaultModel()).contains("ollama/gpt-oss:20b");
        assertThat(both.of("inventory_optimizer").timeout()).contains(Duration.ofSeconds(30));
    }

    private AgentProfiles profiles(String profile) throws IOException {
        URL[] place = {folder.toUri().toURL()};
        try (URLClassLoader files = new URLClassLoader(place, ClassLoader.getPlatformClassLoader())) {
            SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                    .forClassLoader(files)
                    .addDefaultInterceptors()
                    .withProfile(profile)
                    .withMapping(AgentsConfig.class);
            return new AgentProfiles(
                    new YamlConfigBuilder().configBuilder(builder).build().getConfigMapping(AgentsConfig.class));
        }
    }
}
