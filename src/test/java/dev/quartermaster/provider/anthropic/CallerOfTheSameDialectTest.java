package dev.quartermaster.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.api.anthropic.MessagesRequests;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.UnsupportedFieldPolicy;
import dev.quartermaster.testing.ForAll;
import dev.quartermaster.testing.Plain;
import dev.quartermaster.testing.Samples;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The law of one dialect on both sides: a request that the provider takes is written to it as the caller wrote it. */
class CallerOfTheSameDialectTest {

    private static final String MODEL = "claude-opus-4-6";

    private static final int MOST_MARKS = 4;

    private int marks;

    @Test
    void aRequestGoesOutAsItCameIn() {
        ForAll.seeds(random -> {
            Map<String, Object> body = body(random);

            ChatRequest read = MessagesRequests.read(body);
            ProviderCall<ChatRequest> call = new ProviderCall<>(
                    Samples.model(ProviderId.ANTHROPIC, MODEL), read, null, quota -> {}, UnsupportedFieldPolicy.STRICT);
            Map<String, Object> written = RequestTranslator.body(call, read, read.stream(), Plain.json());

            assertThat(Plain.object(Plain.json().text(written)))
                    .isEqualTo(Plain.object(Plain.json().text(body)));
        });
    }

    private Map<String, Object> body(RandomGenerator random) {
        marks = 0;
        Map<String, Object> body = object("model", MODEL, "max_tokens", random.nextInt(2_049, 9_000));
        maybe(random, body, "system", List.of(cached(object("type", "text", "text", word(random), "note", 1))));
        body.put("messages", turns(random));
        maybe(random, body, "stream", true);
        maybe(random, body, "stop_sequences", List.of(word(random), word(random)));
        maybe(random, body, "metadata", object("user_id", word(random), "team", word(random)));
        maybe(random, body, "service_tier", "auto");
        maybe(random, body, "unheard_of", object("a", List.of(1, object("b", 2.5))));
        boolean reasons = random.nextBoolean();
        if (reasons) {
            body.put("thinking", thinking(random));
        } else {
            maybe(random, body, "thinking", object("type", "disabled"));
            maybe(random, body, random.nextBoolean() ? "temperature" : "top_p", random.nextInt(10) / 10.0);
            maybe(random, body, "top_k", random.nextInt(1, 100));
        }
        maybe(random, body, "output_config", outputConfig(random));
        String turns = body.get("messages").toString();
        boolean usesTools = turns.contains("tool_use") || turns.contains("tool_result");
        if (usesTools || random.nextBoolean()) {
            body.put("tools", tools(random));
            maybe(random, body, "tool_choice", choice(random, reasons));
        }
        return body;
    }

    private List<Object> turns(RandomGenerator random) {
        List<Object> turns = new ArrayList<>();
        int count = 1 + 2 * random.nextInt(3);
        for (int i = 0; i < count; i++) {
            boolean user = i % 2 == 0;
            Map<String, Object> turn = object("role", user ? "user" : "assistant");
            turn.put("content", random.nextInt(3) == 0 ? word(random) : blocks(random, user));
            maybe(random, turn, "note", word(random));
            turns.add(turn);
        }
        return turns;
    }

    /** More than one, or one that is no plain text; tool results first, as the API wants them. */
    private List<Object> blocks(RandomGenerator random, boolean user) {
        List<Object> blocks = new ArrayList<>();
        if (user && random.nextBoolean()) {
            blocks.add(toolResult(random));
        }
        if (!user) {
            blocks.add(object("type", "thinking", "thinking", word(random), "signature", word(random)));
        }
        blocks.add(cached(object("type", "text", "text", word(random), "note", 1)));
        for (int i = random.nextInt(3); i > 0; i--) {
            Map<String, Object> block = user ? userBlock(random) : assistantBlock(random);
            blocks.add(random.nextBoolean() ? cached(block) : block);
        }
        return blocks;
    }

    private static Map<String, Object> userBlock(RandomGenerator random) {
        return switch (random.nextInt(7)) {
            case 0 -> object("type", "image", "source", base64("image/png"));
            case 1 -> object("type", "image", "source", object("type", "url", "url", "https://example.org/a.png"));
            case 2 -> object("type", "image", "source", object("type", "file", "file_id", word(random)));
            case 3 -> object("type", "document", "title", word(random), "source", base64("application/pdf"));
            case 4 -> object("type", "document", "source", plainText(random), "citations", object("enabled", true));
            case 5 -> object("type", "document", "source", object("type", "content", "content", word(random)));
            default -> object("type", "search_result", "source", word(random), "content", List.of());
        };
    }

    private static Map<String, Object> assistantBlock(RandomGenerator random) {
        return switch (random.nextInt(5)) {
            case 0 -> object("type", "thinking", "thinking", word(random), "signature", word(random));
            case 1 -> object("type", "redacted_thinking", "data", word(random));
            case 2 -> object("type", "tool_use", "id", word(random), "name", "f", "input", object("x", 1.5, "y", "z"));
            case 3 -> object("type", "tool_use", "id", word(random), "name", "f", "input", object());
            default -> object("type", "server_tool_use", "id", word(random), "name", "web_search", "input", object());
        };
    }

    private Map<String, Object> toolResult(RandomGenerator random) {
        Map<String, Object> result = object("type", "tool_result", "tool_use_id", word(random));
        Object image = object("type", "image", "source", base64("image/png"));
        Object text = cached(object("type", "text", "text", word(random)));
        maybe(random, result, "content", random.nextBoolean() ? word(random) : List.of(text, image));
        if (result.containsKey("content")) {
            maybe(random, result, "is_error", true);
        }
        return result;
    }

    private static Map<String, Object> thinking(RandomGenerator random) {
        return switch (random.nextInt(3)) {
            case 0 -> object("type", "enabled", "budget_tokens", 2048);
            case 1 -> object("type", "enabled", "budget_tokens", 1024, "display", "omitted");
            default -> object("type", "adaptive", "display", "summarized");
        };
    }

    private static Map<String, Object> outputConfig(RandomGenerator random) {
        Map<String, Object> config = object("effort", "max");
        Map<String, Object> schema = object("type", "object", "properties", object("a", object("type", "string")));
        maybe(random, config, "format", object("type", "json_schema", "schema", schema, "more", word(random)));
        maybe(random, config, "task_budget", object("total", 5));
        return config;
    }

    private List<Object> tools(RandomGenerator random) {
        Map<String, Object> custom =
                object("name", "f", "input_schema", object("type", "object", "required", List.of()));
        maybe(random, custom, "description", word(random));
        maybe(random, custom, "strict", random.nextBoolean());
        maybe(random, custom, "input_examples", List.of(object("x", 1)));
        Map<String, Object> search = object("type", "web_search_20250305", "name", "web_search", "max_uses", 3);
        return random.nextBoolean() ? List.of(cached(custom)) : List.of(custom, search);
    }

    private static Map<String, Object> choice(RandomGenerator random, boolean reasons) {
        Map<String, Object> choice =
                switch (reasons ? 0 : random.nextInt(3)) {
                    case 0 -> object("type", "auto");
                    case 1 -> object("type", "any");
                    default -> object("type", "tool", "name", "f");
                };
        maybe(random, choice, "disable_parallel_tool_use", true);
        return choice;
    }

    private static Map<String, Object> base64(String mediaType) {
        return object("type", "base64", "media_type", mediaType, "data", "aGk=");
    }

    private static Map<String, Object> plainText(RandomGenerator random) {
        return object("type", "text", "media_type", "text/plain", "data", word(random));
    }

    private Map<String, Object> cached(Map<String, Object> block) {
        if (marks < MOST_MARKS) {
            marks++;
            block.put("cache_control", object("type", "ephemeral", "ttl", "1h"));
        }
        return block;
    }

    private static String word(RandomGenerator random) {
        StringBuilder word = new StringBuilder("w");
        random.ints(random.nextInt(1, 8), 'a', 'ö').forEach(letter -> word.append((char) letter));
        return word.toString();
    }

    private static void maybe(RandomGenerator random, Map<String, Object> object, String field, Object value) {
        if (random.nextBoolean()) {
            object.put(field, value);
        }
    }

    private static Map<String, Object> object(Object... fields) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            object.put((String) fields[i], fields[i + 1]);
        }
        return object;
    }
}
