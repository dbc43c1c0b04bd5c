package dev.quartermaster.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.registry.file.CheckedFile;
import dev.quartermaster.registry.file.EntryWriter;
import dev.quartermaster.registry.file.Overrides;
import dev.quartermaster.registry.file.RandomEntries;
import dev.quartermaster.registry.file.RegistryDocument;
import dev.quartermaster.registry.file.RegistryEntry;
import dev.quartermaster.registry.file.RegistryFileReader;
import dev.quartermaster.registry.file.RegistryProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start takes as checked is what checking it would give; what is not the bundled text is checked. */
class CheckedRegistryTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] TEXT = BundledRegistry.content();
    private static final RegistryFileReader CHECKING = new RegistryFileReader(JSON, BundledRegistry.schema());
    private static final RegistryFileReader KNOWING =
            new RegistryFileReader(JSON, BundledRegistry.schema(), BundledRegistry::checked);

    @TempDir
    Path folder;

    @Test
    void theBundledRegistryIsWhatCheckingItGives() throws IOException {
        assertThat(TEXT).isEqualTo(Files.readAllBytes(Path.of("src/main/resources/" + BundledRegistry.NAME)));
        RegistryDocument checked = CHECKING.read(TEXT);

        assertThat(checked.problems()).isEmpty();
        assertThat(checked.entries()).hasSizeGreaterThan(200);
        assertThat(BundledRegistry.checked(TEXT).orElseThrow().document()).isEqualTo(checked);
        assertThat(KNOWING.read(TEXT.clone())).isEqualTo(checked);
    }

    @Test
    void whateverIsChangedInTheDatabaseTheOutcomeIsThatOfCheckingAll() {
        long seed = System.nanoTime();
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        List<RegistryEntry> bundled = CHECKING.read(TEXT).entries();
        for (int i = 0; i < 20; i++) {
            Overrides overrides = overrides(bundled, random);

            assertThat(KNOWING.read(TEXT, overrides))
                    .as("seed %d, try %d", seed, i)
                    .isEqualTo(CHECKING.read(TEXT, overrides));
        }
    }

    @Test
    void aBadEntryInTheDatabaseIsFoundBesideTheBundledOnes() {
        ModelKey key = CHECKING.read(TEXT).entries().get(3).model().key();

        RegistryDocument read = KNOWING.read(TEXT, new Overrides(Map.of(key, Optional.of(broken(key)))));

        assertThat(read.problems())
                .extracting(RegistryProblem::reason)
                .containsExactly("context_window must not be less than 1");
    }

    @Test
    void aFileOfTheOperatorIsCheckedHoweverAlike() throws IOException {
        ObjectNode document = (ObjectNode) JSON.readTree(TEXT);
        ((ObjectNode) document.path("models").get(5)).put("context_window", 0);
        Path file = Files.write(folder.resolve("own.json"), JSON.writeValueAsBytes(document));

        RegistrySnapshot snapshot = registry(Optional.of(file)).snapshot();

        assertThat(snapshot.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.index()).isEqualTo(5);
            assertThat(problem.reason()).isEqualTo("context_window must not be less than 1");
        });
    }

    @Test
    void aCopyOfTheBundledFileIsTheBundledRegistry() throws IOException {
        Path copy = Files.write(folder.resolve("copy.json"), TEXT);

        RegistrySnapshot own = registry(Optional.of(copy)).snapshot();
        RegistrySnapshot bundled = registry(Optional.empty()).snapshot();

        assertThat(own.entries()).isEqualTo(bundled.entries());
        assertThat(own.version()).isEqualTo(bundled.version());
    }

    @Test
    void aFileWithAnEntryLeftOutIsNotChecked() {
        byte[] text = "{\"models\":[{}]}".getBytes(StandardCharsets.UTF_8);
        RegistryDocument document = CHECKING.read(text);

        assertThatThrownBy(() -> new CheckedFile(text, document))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the first: models[0]");
    }

    private static ModelRegistry registry(Optional<Path> file) {
        return new ModelRegistry(ModelRegistryTest.config(file, false), JSON, Clock.systemUTC());
    }

    /** Some removed, some replaced, some of them by what is wrong, and some that the file does not have. */
    private static Overrides overrides(List<RegistryEntry> bundled, RandomGenerator random) {
        Map<ModelKey, Optional<JsonNode>> overrides = new HashMap<>();
        for (int i = 0; i < 12; i++) {
            ModelKey key = bundled.get(random.nextInt(bundled.size())).model().key();
            RegistryEntry fresh = new RandomEntries(random).next();
            switch (random.nextInt(4)) {
                case 0 -> overrides.put(key, Optional.empty());
                case 1 -> overrides.put(key, Optional.of(broken(key)));
                case 2 -> overrides.put(fresh.model().key(), Optional.of(EntryWriter.write(fresh)));
                default -> overrides.put(key, Optional.of(renamed(fresh, key)));
            }
        }
        return new Overrides(overrides);
    }

    private static JsonNode broken(ModelKey key) {
        return renamed(CHECKING.read(TEXT).entries().get(0), key).put("context_window", 0);
    }

    private static ObjectNode renamed(RegistryEntry entry, ModelKey key) {
        ObjectNode node = EntryWriter.write(entry);
        node.put("id", key.id()).put("provider", key.provider().value());
        node.remove("aliases");
        return node;
    }
}
