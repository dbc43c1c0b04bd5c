package dev.quartermaster.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.registry.RegistryConfig.Edits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entries whose provider nobody knows stay, and are told. */
class UnknownProvidersTest {

    private static final String GOOD = "{\"id\":\"a\",\"provider\":\"openai\",\"cost_per_1k_input_tokens\":0.001,"
            + "\"cost_per_1k_output_tokens\":0.002}";
    private static final String STRANGE = GOOD.replace("openai", "opnai");

    private final ProviderNames names = new ProviderNames() {
        @Override
        public Optional<String> unknown(ProviderId provider) {
            return provider.equals(ProviderId.OPENAI)
                    ? Optional.empty()
                    : Optional.of("provider '" + provider + "' is not known");
        }

        @Override
        public List<String> all() {
            return List.of("openai");
        }
    };

    @Test
    void anEntryOfOneStaysAndIsListedUntilItIsMended(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("models.json");
        Files.writeString(file, "{\"models\":[" + GOOD + "," + STRANGE + "]}");
        ModelRegistry registry =
                new ModelRegistry(RegistryFiles.config(file, Edits.AUTO), new ObjectMapper(), Clock.systemUTC());
        UnknownProviders unknown = new UnknownProviders(registry, names);

        unknown.start(null);

        assertThat(registry.snapshot().find(new ModelKey(ProviderId.of("opnai"), "a")))
                .isPresent();
        assertThat(registry.snapshot().problems()).isEmpty();
        assertThat(unknown.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.provider()).isEqualTo("opnai");
            assertThat(problem.index()).isEqualTo(1);
            assertThat(problem.reason()).isEqualTo("provider 'opnai' is not known");
        });

        Files.writeString(file, "{\"models\":[" + GOOD + "]}");
        registry.reload();

        assertThat(unknown.problems()).isEmpty();
    }
}
