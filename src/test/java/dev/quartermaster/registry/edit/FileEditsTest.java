package dev.quartermaster.registry.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.ErrorCode;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.registry.ModelRegistry;
import dev.quartermaster.registry.RegistryConfig.Edits;
import dev.quartermaster.registry.RegistryFiles;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileEditsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ModelKey ONE = key("one");
    private static final ModelKey TWO = key("two");

    @TempDir
    Path folder;

    private Path file;
    private ModelRegistry registry;
    private FileEdits edits;

    @BeforeEach
    void aFile() throws IOException {
        file = folder.resolve("models.json");
        Files.writeString(file, """
                {"note": "mine",
                 "models": [
                  {"id":"one","provider":"gpt","cost_per_1k_input_tokens":0.01,"cost_per_1k_output_tokens":0.03,"aliases":["uno"]},
                  {"id":"bad","provider":"openai"}
                 ]}
                """);
        open();
    }

    private void open() {
        registry = new ModelRegistry(RegistryFiles.config(file, Edits.AUTO), JSON, Clock.systemUTC());
        edits = new FileEdits(registry, JSON);
    }

    @Test
    void anEditHoldsAtOnceAndAfterARestart() throws IOException {
        List<EntryChange> changes = edits.apply(List.of(
                Edit.put(TWO, entry("{\"pricing\":{\"input_per_1m\":1,\"output_per_1m\":2}}"), Expectation.ABSENT),
                Edit.delete(key("bad"), Expectation.PRESENT),
                Edit.merge(ONE, entry("{\"enabled\":false}"), Expectation.PRESENT)));

        assertThat(changes).extracting(EntryChange::action).containsExactly("create", "delete", "update");
        for (int start = 0; start < 2; start++) {
            assertThat(registry.snapshot().problems()).isEmpty();
            assertThat(registry.snapshot().find(TWO)).isPresent();
            assertThat(registry.snapshot().find(ONE).orElseThrow().enabled()).isFalse();
            open();
        }
        assertThat(Files.readString(file)).startsWith("{\"note\": \"mine\",\n");
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void theReadersReasonIsGivenWithItsFieldAndNothingIsStored() throws IOException {
        String before = Files.readString(file);
        record Case(String entry, String field, String reason) {}
        for (Case mistake : List.of(
                new Case(
                        "{\"pricing\":{\"input_per_1m\":-1,\"output_per_1m\":2}}",
                        "pricing.input_per_1m",
                        "less than 0"),
                new Case(
                        "{\"pricing\":{\"input_per_1m\":1,\"output_per_1m\":2000000}}",
                        "pricing.output_per_1m",
                        "above 1 USD"),
                new Case("{\"cost_per_1k_input_tokens\":1,\"pricing\":{}}", "pricing", "one price form"),
                new Case("{}", "pricing", "a price is missing"),
                new Case("{\"cost_per_1k_input_tokens\":1}", "cost_per_1k_output_tokens", "is missing"),
                new Case(priced("\"context_widow\":1"), "context_widow", "not a known field"),
                new Case(priced("\"features\":[\"flying\"]"), "features[0]", "must be one of"),
                new Case(priced("\"aliases\":[\"uno\"]"), "aliases", "'uno' already names openai/one"),
                new Case(priced("\"deprecation_date\":\"2026-02-30\""), "deprecation_date", "calendar"),
                new Case(priced("\"id\":\"three\""), "id", "cannot be changed"),
                new Case(priced("\"provider\":\"ollama\""), "provider", "not that of"))) {
            assertThatThrownBy(() -> edits.apply(List.of(Edit.put(TWO, entry(mistake.entry()), Expectation.ANYTHING))))
                    .isInstanceOfSatisfying(QuartermasterException.class, e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
                        assertThat(e.param()).as(mistake.entry()).contains(mistake.field());
                        assertThat(e).hasMessageContaining(mistake.reason());
                    });
        }
        assertThat(Files.readString(file)).isEqualTo(before);
        assertThat(registry.snapshot().models()).hasSize(1);
    }

    @Test
    void oneBadEditOfSeveralStopsThemAll() {
        refused(
                ErrorCode.INVALID_REQUEST,
                () -> edits.apply(List.of(
                        Edit.put(TWO, entry(priced("\"name\":\"Two\"")), Expectation.ANYTHING),
                        Edit.put(key("three"), entry("{}"), Expectation.ANYTHING))));
        assertThat(registry.snapshot().find(TWO)).isEmpty();
    }

    @Test
    void anEditMustNotPushAnotherModelOut() {
        refused(
                ErrorCode.CONFLICT,
                () -> edits.apply(
                        List.of(Edit.put(key("uno"), entry(priced("\"name\":\"x\"")), Expectation.ANYTHING))));
        assertThat(registry.snapshot().find(ONE)).isPresent();
    }

    @Test
    void editsFindWhatTheyExpectOrFail() {
        String tag = EntryTag.of(registry.snapshot().entry(ONE).orElseThrow());
        ObjectNode patch = entry("{\"note\":\"x\"}");

        refused(ErrorCode.CONFLICT, () -> edits.apply(List.of(Edit.put(ONE, patch, Expectation.ABSENT))));
        refused(ErrorCode.CONFLICT, () -> edits.apply(List.of(Edit.put(key("bad"), patch, Expectation.ABSENT))));
        refused(ErrorCode.CONFLICT, () -> edits.apply(List.of(Edit.merge(key("bad"), patch, Expectation.PRESENT))));
        refused(ErrorCode.MODEL_NOT_FOUND, () -> edits.apply(List.of(Edit.merge(TWO, patch, Expectation.PRESENT))));
        refused(ErrorCode.MODEL_NOT_FOUND, () -> edits.apply(List.of(Edit.delete(TWO, Expectation.PRESENT))));
        refused(ErrorCode.PRECONDITION_FAILED, () -> edits.apply(List.of(Edit.delete(TWO, Expectation.tag(tag)))));
        edits.apply(List.of(Edit.merge(ONE, patch, Expectation.tag("other", tag))));
        refused(
                ErrorCode.PRECONDITION_FAILED,
                () -> edits.apply(List.of(Edit.merge(ONE, entry("{\"note\":\"y\"}"), Expectation.tag(tag)))));
        assertThat(registry.snapshot().entry(ONE).orElseThrow().note()).isEqualTo("x");
    }

    @Test
    void whatChangesNothingWritesNothing() throws IOException {
        var stamp = Files.readAttributes(file, java.nio.file.attribute.BasicFileAttributes.class)
                .fileKey();

        List<EntryChange> changes = edits.apply(List.of(
                Edit.merge(ONE, entry("{\"enabled\":true}"), Expectation.PRESENT),
                Edit.delete(TWO, Expectation.ANYTHING)));

        assertThat(changes).extracting(EntryChange::action).containsExactly("none", "none");
        assertThat(Files.readAttributes(file, java.nio.file.attribute.BasicFileAttributes.class)
                        .fileKey())
                .isEqualTo(stamp);
    }

    @Test
    void aPatchMaySpeakOfTheShortPriceForm() {
        edits.apply(List.of(Edit.merge(ONE, entry("{\"cost_per_1k_input_tokens\":0.02}"), Expectation.PRESENT)));

        var rates = registry.snapshot().find(ONE).orElseThrow().pricing().base();
        assertThat(rates.inputPer1m()).isEqualTo(new BigDecimal("20"));
        assertThat(rates.outputPer1m()).isEqualTo(new BigDecimal("30"));

        edits.apply(List.of(Edit.merge(ONE, entry("{\"pricing\":{\"cache_read_per_1m\":1}}"), Expectation.PRESENT)));
        refused(
                ErrorCode.INVALID_REQUEST,
                () -> edits.apply(
                        List.of(Edit.merge(ONE, entry("{\"cost_per_1k_input_tokens\":1}"), Expectation.PRESENT))));
    }

    @Test
    void anEditSeesWhatSomebodyElseWroteMeanwhile() throws IOException {
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("\"bad\"", "\"other\",\"pricing\":{\"input_per_1m\":1,\"output_per_1m\":2}"));

        edits.apply(List.of(Edit.put(TWO, entry(priced("\"name\":\"Two\"")), Expectation.ABSENT)));

        assertThat(registry.snapshot().find(key("other"))).isPresent();
        assertThat(registry.snapshot().find(TWO)).isPresent();
    }

    @Test
    void aBrokenFileHasToBeMendedFirst() throws IOException {
        Files.writeString(file, "{\"models\":");

        refused(ErrorCode.CONFLICT, () -> edits.apply(List.of(Edit.delete(ONE, Expectation.PRESENT))));

        assertThat(Files.readString(file)).isEqualTo("{\"models\":");
        assertThat(registry.snapshot().find(ONE)).isPresent();
    }

    @Test
    void aLinkAndThePermissionsOfItsFileStay() throws IOException {
        Path real = Files.createDirectory(folder.resolve("..data")).resolve("models.json");
        Files.move(file, real);
        Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r--r--"));
        Path link = Files.createSymbolicLink(folder.resolve("link.json"), Path.of("..data", "models.json"));
        file = link;
        open();

        edits.apply(List.of(Edit.delete(ONE, Expectation.PRESENT)));

        assertThat(link).isSymbolicLink();
        assertThat(Files.readString(real)).doesNotContain("\"one\"");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real)))
                .isEqualTo("rw-r--r--");
    }

    @Test
    void theBundledRegistryCannotBeWritten() {
        ModelRegistry bundled = new ModelRegistry(RegistryFiles.config(null, Edits.FILE), JSON, Clock.systemUTC());

        refused(ErrorCode.REGISTRY_UNAVAILABLE, () -> new FileEdits(bundled, JSON)
                .apply(List.of(Edit.delete(ONE, Expectation.ANYTHING))));
    }

    @Test
    void aDryRunSaysTheSameAndWritesNothing() throws IOException {
        String before = Files.readString(file);
        List<Edit> wanted = List.of(Edit.merge(ONE, entry("{\"note\":\"x\"}"), Expectation.PRESENT));

        List<EntryChange> foretold = edits.check(wanted);

        assertThat(Files.readString(file)).isEqualTo(before);
        assertThat(edits.apply(wanted)).isEqualTo(foretold);
    }

    private static void refused(ErrorCode code, ThrowingCallable edit) {
        assertThatThrownBy(edit).isInstanceOfSatisfying(QuartermasterException.class, e -> assertThat(e.code())
                .isEqualTo(code));
    }

    private static String priced(String more) {
        return "{\"pricing\":{\"input_per_1m\":1,\"output_per_1m\":2}," + more + "}";
    }

    private static ModelKey key(String id) {
        return new ModelKey(ProviderId.OPENAI, id);
    }

    private static ObjectNode entry(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
