package dev.quartermaster.registry.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.registry.RegistrySnapshot;
import dev.quartermaster.registry.file.RegistryFileReader;
import dev.quartermaster.registry.imports.ImportPlan.FieldChange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportPlannerTest {

    private static final RegistryFileReader READER = reader();

    private final RegistrySnapshot registry = snapshot("""
            {"models":[
              {"id":"held","provider":"openai","name":"Held","features":["vision"],"aliases":["short"],
               "pricing":{"input_per_1m":2,"output_per_1m":8,"cache_read_per_1m":0.5},
               "rate_limits":{"requests_per_minute":5},"context_window":1000,"enabled":false,"note":"mine"},
              {"id":"free","provider":"ollama","pricing":{"input_per_1m":0,"output_per_1m":0}}]}""");

    @Test
    void aModelThatIsNotHeldIsAdded() {
        ImportPlan plan = plan(item("openai#fresh", "1", "2"));

        assertThat(plan.added()).singleElement().satisfies(added -> {
            assertThat(added.row()).isEqualTo(1);
            assertThat(added.entry().model().key()).hasToString("openai/fresh");
        });
    }

    @Test
    void fieldsOfTheListChangeAndOthersStay() {
        ImportPlan plan = plan("""
                {"pk":"openai#held","display_name":"Renamed","input_price":3,"output_price":8,"supports_tools":true,
                 "supports_vision":false}""");

        ImportPlan.Change change = plan.changed().get(0);
        ModelSpec after = change.after().model();
        assertThat(change.fields())
                .extracting(FieldChange::field)
                .containsExactly(
                        "capabilities",
                        "features",
                        "modalities.input",
                        "modalities.output",
                        "name",
                        "pricing.cache_read_per_1m",
                        "pricing.input_per_1m");
        assertThat(change.fields().get(6).before()).hasToString("2");
        assertThat(change.fields().get(6).after()).hasToString("3");
        assertThat(after.features()).contains(Feature.TOOLS).doesNotContain(Feature.VISION);
        assertThat(after.enabled()).isFalse();
        assertThat(after.aliases()).containsExactly("short");
        assertThat(after.contextWindow()).isEqualTo(1000L);
        assertThat(change.after().note()).isEqualTo("mine");
    }

    @Test
    void cachePricesHoldWhileTheOthersDo() {
        ImportPlan plan = plan(item("openai#held", "2", "8"));

        assertThat(plan.changed().get(0).after().model().pricing().base().cacheReadPer1m())
                .isEqualTo("0.5");
    }

    @Test
    void aSecondImportOfTheSameListChangesNothing() {
        ImportPlan first = plan(item("openai#held", "3", "9") + "," + item("openai#fresh", "1", "2"));
        RegistrySnapshot after = new RegistrySnapshot(
                "v",
                Instant.EPOCH,
                List.of(first.changed().get(0).after(), first.added().get(0).entry()),
                List.of());

        ImportPlan second = plan(after, item("openai#held", "3", "9") + "," + item("openai#fresh", "1", "2"), false);

        assertThat(second.unchanged()).hasSize(2);
        assertThat(second.added()).isEmpty();
        assertThat(second.changed()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "100.01, 8, more than 50 times",
        "0.0399, 8, less than 1/50",
        "2, 0, less than 1/50",
        "2, 401, more than"
    })
    void aPriceFarFromTheOneHeldIsRefusedUntilItIsAccepted(String input, String output, String reason) {
        String item = item("openai#held", input, output);

        assertThat(plan(item).refused()).singleElement().satisfies(refused -> {
            assertThat(refused.row()).isEqualTo(1);
            assertThat(refused.key()).isEqualTo("openai#held");
            assertThat(refused.reason()).contains(reason, "accept_price_changes=true");
        });
        assertThat(plan(registry, item, true).changed()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"100, 8", "0.04, 400"})
    void upToFiftyTimesAPriceIsBelieved(String input, String output) {
        assertThat(plan(item("openai#held", input, output)).changed()).hasSize(1);
    }

    @Test
    void aCurrentPriceOfZeroAllowsAnyPrice() {
        assertThat(plan(item("ollama#free", "1", "1")).changed()).hasSize(1);
    }

    @Test
    void theSecondOfTwoRowsOfOneModelIsRefusedAndNamesTheFirst() {
        ImportPlan plan = plan(item("openai#fresh", "1", "2") + "," + item("gpt#fresh", "3", "4"));

        assertThat(plan.added()).hasSize(1);
        assertThat(plan.refused()).singleElement().satisfies(refused -> {
            assertThat(refused.row()).isEqualTo(2);
            assertThat(refused.reason()).isEqualTo("it is openai/fresh, as row 1 is already");
        });
    }

    @Test
    void anAliasIsNotTakenAway() {
        assertThat(plan(item("openai#short", "1", "2")).refused().get(0).reason())
                .isEqualTo("'short' is an alias of openai/held");
    }

    @Test
    void anEntryThatTheFileReaderWouldLeaveOutIsRefused() {
        assertThat(plan(item("openai#two words", "1", "2")).refused().get(0).reason())
                .startsWith("id must match");
    }

    @Test
    void rowsOfProvidersThatAreNotKnownAreCounted() {
        ImportPlan plan = ImportPlanner.plan(
                ForeignListTest.read("""
                        {"a":{"litellm_provider":"vertex_ai-language-models","mode":"video_generation"},
                         "b":{"litellm_provider":"vertex_ai-language-models","input_cost_per_token":1e-6,"output_cost_per_token":1e-6},
                         "c":{"litellm_provider":"acme"}}""", null).rows(),
                registry,
                Set.of(ProviderId.OPENAI)::contains,
                READER::fault,
                false);

        assertThat(plan.refused()).isEmpty();
        assertThat(plan.skipped())
                .satisfiesExactly(
                        acme -> assertThat(acme)
                                .isEqualTo(new ImportPlan.Skipped(
                                        "acme",
                                        1,
                                        "no provider of this name is configured (quartermaster.providers.acme)")),
                        vertex -> {
                            assertThat(vertex.rows()).isEqualTo(2);
                            assertThat(vertex.reason()).contains("Vertex AI is another service");
                        });
    }

    private ImportPlan plan(String items) {
        return plan(registry, items, false);
    }

    private static ImportPlan plan(RegistrySnapshot registry, String items, boolean acceptJumps) {
        return ImportPlanner.plan(
                ForeignListTest.read("[" + items + "]", null).rows(),
                registry,
                Set.of(ProviderId.OPENAI, ProviderId.OLLAMA)::contains,
                READER::fault,
                acceptJumps);
    }

    private static String item(String pk, String input, String output) {
        return "{\"pk\":\"%s\",\"input_price\":%s,\"output_price\":%s}".formatted(pk, input, output);
    }

    private static RegistrySnapshot snapshot(String file) {
        return new RegistrySnapshot(
                "v",
                Instant.EPOCH,
                READER.read(file.getBytes(StandardCharsets.UTF_8)).entries(),
                List.of());
    }

    private static RegistryFileReader reader() {
        try {
            return new RegistryFileReader(
                    new ObjectMapper(), Files.readString(Path.of("src/main/resources/model-registry.schema.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
