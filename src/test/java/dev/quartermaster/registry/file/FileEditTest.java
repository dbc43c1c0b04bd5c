package dev.quartermaster.registry.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.testing.ForAll;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class FileEditTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String BY_HAND = """
            {
              "note": "kept   by hand: é",
              "models": [
                {"id": "a", "provider": "gpt",   "cost_per_1k_input_tokens": 0.010, "cost_per_1k_output_tokens": 3e-2},
                {
                  "id": "b",
                  "provider": "openai", "pricing": {"input_per_1m": 1, "output_per_1m": 2}
                },
                "no entry at all" ,
                {"id": "c", "provider": "openai", "pricing": {"input_per_1m": 1, "output_per_1m": 2}}
              ]
            }
            """;

    @Test
    void nothingElseIsTouched() {
        assertThat(edited(BY_HAND, change("b", null)))
                .isEqualTo(BY_HAND.replaceAll("(?s)    \\{\n      \"id\": \"b\".*?},\n", ""));
        assertThat(edited(BY_HAND, change("a", null)))
                .isEqualTo(BY_HAND.replaceAll("(?s)\\{\"id\": \"a\".*?},\n    ", ""));
        assertThat(edited(BY_HAND, change("c", null))).isEqualTo(BY_HAND.replaceAll(" ,\n    \\{\"id\": \"c\".*", ""));
    }

    @Test
    void anEntryTakesTheLayoutOfItsPlace() {
        String text = edited(BY_HAND, change("b", "B"));

        assertThat(text)
                .contains(
                        "    {\n      \"id\": \"b\",\n      \"provider\": \"openai\",\n      \"note\": \"B\"\n    },\n");
        assertThat(edited(BY_HAND, change("c", "C")))
                .contains("    { \"id\": \"c\", \"provider\": \"openai\", \"note\": \"C\" }\n  ]");
    }

    @Test
    void aNewEntryStandsAtTheEnd() {
        assertThat(edited(BY_HAND, change("d", "D")))
                .isEqualTo(BY_HAND.replace(
                        "2}}\n  ]", "2}} ,\n    { \"id\": \"d\", \"provider\": \"openai\", \"note\": \"D\" }\n  ]"));
        assertThat(edited("{\"models\":[]}", change("d", "D")))
                .isEqualTo("{\"models\":[\n    {\n      \"id\": \"d\",\n      \"provider\": \"openai\",\n"
                        + "      \"note\": \"D\"\n    }]}");
    }

    @Test
    void aFileInAnotherEncodingIsRefused() {
        assertThatThrownBy(() -> FileEdit.apply(BY_HAND.getBytes(StandardCharsets.UTF_16), change("a", null), JSON))
                .isInstanceOf(UnusableRegistry.class);
    }

    @Test
    void aByteOrderMarkStays() {
        assertThat(edited("\uFEFF" + BY_HAND, change("a", null)))
                .isEqualTo("\uFEFF" + edited(BY_HAND, change("a", null)));
    }

    /** Whatever is put in or taken out: the file says that, all else stands there as it did, and in its old order. */
    @Test
    void whatIsWrittenIsWhatIsRead() {
        RegistryFileReader reader = new RegistryFileReader(JSON, Published.schema());
        ForAll.seeds(random -> {
            Map<ModelKey, RegistryEntry> before = entries(random, random.nextInt(6));
            Map<ModelKey, RegistryEntry> others = entries(random, random.nextInt(4));
            Map<ModelKey, Optional<ObjectNode>> changes = new LinkedHashMap<>();
            others.forEach((key, entry) -> changes.put(key, Optional.of(EntryWriter.write(entry))));
            for (ModelKey key : before.keySet()) {
                switch (random.nextInt(3)) {
                    case 0 -> changes.put(key, Optional.empty());
                    case 1 ->
                        changes.put(
                                key,
                                Optional.of(EntryWriter.write(before.get(key)).put("note", "new")));
                    default -> changes.remove(key);
                }
            }
            byte[] file = text(random, before);
            Map<ModelKey, JsonNode> expected = new LinkedHashMap<>();
            before.forEach((key, entry) -> expected.put(key, EntryWriter.write(entry)));
            changes.forEach((key, entry) -> {
                if (entry.isPresent()) {
                    expected.put(key, entry.get());
                } else {
                    expected.remove(key);
                }
            });

            byte[] edited = FileEdit.apply(file, changes, JSON);

            List<JsonNode> written = new ArrayList<>();
            JSON.readTree(edited).path("models").forEach(written::add);
            assertThat(written.stream().map(node -> node.path("id").textValue()))
                    .containsExactlyElementsOf(
                            expected.keySet().stream().map(ModelKey::id).toList());
            assertThat(reader.read(edited).entries())
                    .isEqualTo(reader.read(plain(expected.values())).entries());
        });
    }

    private static byte[] plain(Iterable<JsonNode> entries) {
        ObjectNode root = JSON.createObjectNode();
        entries.forEach(root.withArray("models")::add);
        if (!root.has("models")) {
            root.putArray("models");
        }
        return root.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] text(RandomGenerator random, Map<ModelKey, RegistryEntry> entries) {
        return random.nextBoolean()
                ? plain(entries.values().stream()
                        .map(entry -> (JsonNode) EntryWriter.write(entry))
                        .toList())
                : unsorted(entries);
    }

    /** The layout of the bundled file, in the order given. */
    private static byte[] unsorted(Map<ModelKey, RegistryEntry> entries) {
        ObjectNode root = JSON.createObjectNode().put("note", "x ] } \" \\ é");
        entries.values().forEach(entry -> root.withArray("models").add(EntryWriter.write(entry)));
        if (!root.has("models")) {
            root.putArray("models");
        }
        return new RegistryFileWriter(JSON).text(root).getBytes(StandardCharsets.UTF_8);
    }

    private static Map<ModelKey, RegistryEntry> entries(RandomGenerator random, int count) {
        RandomEntries source = new RandomEntries(random);
        Map<ModelKey, RegistryEntry> entries = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            RegistryEntry entry = source.next();
            entries.putIfAbsent(entry.model().key(), entry);
        }
        return entries;
    }

    private static Map<ModelKey, Optional<ObjectNode>> change(String id, String note) {
        ObjectNode entry = JSON.createObjectNode().put("id", id).put("provider", "openai");
        return Map.of(
                new ModelKey(ProviderId.OPENAI, id),
                note == null ? Optional.empty() : Optional.of(entry.put("note", note)));
    }

    private static String edited(String file, Map<ModelKey, Optional<ObjectNode>> changes) {
        return new String(FileEdit.apply(file.getBytes(StandardCharsets.UTF_8), changes, JSON), StandardCharsets.UTF_8);
    }
}
