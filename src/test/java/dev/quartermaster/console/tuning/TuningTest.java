package dev.quartermaster.console.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.registry.RegistryConfig.Edits;
import dev.quartermaster.registry.RegistryFiles;
import dev.quartermaster.registry.RegistrySnapshot;
import dev.quartermaster.testing.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an edit of the registry file comes to. */
class TuningTest {

    private static final String ENTRY = """
            {"models": [{"id": "gpt", "provider": "openai", "capabilities": ["text-generation"],
             "pricing": {"input_per_1m": %s, "output_per_1m": 8}, "enabled": true}]}""";

    @TempDir
    Path folder;

    private Path file;
    private RegistryReader reader;

    @BeforeEach
    void aRegistryFile() throws IOException {
        file = Files.writeString(folder.resolve("registry.json"), ENTRY.formatted("2"));
        Clock clock = Clock.systemUTC();
        ModelRegistry registry = new ModelRegistry(RegistryFiles.config(file, Edits.AUTO), new ObjectMapper(), clock);
        reader = new RegistryReader(registry, new Baseline(folder.resolve("kept/before.json")), clock);
    }

    @Test
    void anEditIsComparedWithTheFileAsItWasFirst() throws IOException {
        assertThat(changes()).isEmpty();

        Files.writeString(file, ENTRY.formatted("2.5"));

        assertThat(changes())
                .containsExactly(new Changes.Row("openai/gpt", "$2.00 → $2.50 (+25 %)", "$8.00", "pricing"));
    }

    @Test
    void laterEditsAreComparedWithTheFileThatWasMarked() throws IOException {
        reader.read();
        Files.writeString(file, ENTRY.formatted("2.5"));
        reader.mark();

        assertThat(changes()).isEmpty();
    }

    @Test
    void aFileThatCannotBeUsedSaysWhyAndTheLastOneStays() throws IOException {
        reader.read();
        Files.writeString(file, ENTRY.formatted("3"));
        reader.read();
        Files.writeString(file, "{\"models\": [");

        TwoRegistries broken = reader.read();

        assertThat(broken.refusal()).contains("is not JSON").contains("line 1");
        assertThat(Changes.between(broken.before(), broken.after())).hasSize(1);
    }

    @Test
    void anEntryThatIsLeftOutIsAProblem() throws IOException {
        Files.writeString(file, ENTRY.formatted("\"two\""));

        assertThat(reader.read().after().problems()).singleElement().satisfies(problem -> assertThat(problem.toString())
                .contains("openai/gpt")
                .contains("input_per_1m"));
    }

    @Test
    void newAndRemovedModelsAreChangesToo() {
        RegistrySnapshot before =
                snapshot(model("1"), Models.named("openai/old").build());
        RegistrySnapshot after =
                snapshot(model("1"), Models.named("openai/young").build());

        assertThat(Changes.between(before, after))
                .containsExactly(
                        new Changes.Row("openai/old", "$1.00 → none", "$2.00 → none", "is gone"),
                        new Changes.Row("openai/young", "none → $1.00", "none → $2.00", "is new"));
    }

    private List<Changes.Row> changes() {
        TwoRegistries registries = reader.read();
        return Changes.between(registries.before(), registries.after());
    }

    private static ModelSpec model(String price) {
        return Models.named("openai/gpt").price(price, "2").build();
    }

    private static RegistrySnapshot snapshot(ModelSpec... models) {
        return new RegistrySnapshot(List.of(models), List.of(), "", Instant.EPOCH);
    }
}
