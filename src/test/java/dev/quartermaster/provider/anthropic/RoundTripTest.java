package dev.quartermaster.provider.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.testing.ForAll;
import dev.quartermaster.testing.Plain;
import dev.quartermaster.testing.Samples;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** An answer that is sent back as a turn of the conversation reaches Anthropic exactly as it came. */
class RoundTripTest {

    @Test
    void anAnswersBlocksComeBackUnchanged() {
        ForAll.seeds(random -> {
            List<Map<String, Object>> blocks = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(6); i++) {
                blocks.add(block(random));
            }
            Map<String, Object> wire = Map.of(
                    "id", "msg_1", "model", "m", "content", blocks, "stop_reason", "end_turn", "usage", Map.of());
            Wire.Message message = Plain.json().read(Plain.json().write(wire), Wire.Message.class);

            ChatReply reply = new ReplyTranslator(Plain.json()).reply(message, Samples.question("Hi"));

            assertThat(sentBack(reply.choices().get(0).parts())).isEqualTo(blocks);
        });
    }

    private static Object sentBack(List<Part> parts) {
        ChatRequest request = Samples.request(
                Dialect.ANTHROPIC_MESSAGES,
                Message.of(Role.USER, Part.Text.of("Hi")),
                new Message(Role.ASSISTANT, parts, null, Map.of()),
                Message.of(Role.USER, Part.Text.of("And?")));
        ProviderCall<ChatRequest> call = new ProviderCall<>(
                Samples.model(ProviderId.ANTHROPIC, "claude-sonnet-4-5"), request, null, quota -> {});
        Map<String, Object> body =
                Plain.object(Plain.json().text(RequestTranslator.body(call, request, false, Plain.json())));
        Map<?, ?> turn = (Map<?, ?>) ((List<?>) body.get("messages")).get(1);
        Object content = turn.get("content");
        return content instanceof String text ? List.of(Map.of("type", "text", "text", text)) : content;
    }

    private static Map<String, Object> block(RandomGenerator random) {
        Map<String, Object> block = new LinkedHashMap<>();
        switch (random.nextInt(5)) {
            case 0 -> {
                block.put("type", "text");
                block.put("text", text(random));
            }
            case 1 -> {
                block.put("type", "thinking");
                block.put("thinking", text(random));
                block.put("signature", text(random));
            }
            case 2 -> {
                block.put("type", "redacted_thinking");
                block.put("data", text(random));
            }
            case 3 -> {
                block.put("type", "tool_use");
                block.put("id", "toolu_" + random.nextInt(1000));
                block.put("name", "weather");
                block.put("input", object(random, 2));
            }
            default -> {
                block.put("type", "server_tool_use");
                block.put("input", object(random, 1));
            }
        }
        if (random.nextInt(3) == 0) {
            block.put("field_of_tomorrow", object(random, 1));
        }
        return block;
    }

    private static Map<String, Object> object(RandomGenerator random, int depth) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < random.nextInt(4); i++) {
            object.put("k" + i, value(random, depth));
        }
        return object;
    }

    private static Object value(RandomGenerator random, int depth) {
        return switch (random.nextInt(depth == 0 ? 4 : 6)) {
            case 0 -> random.nextInt();
            case 1 -> random.nextBoolean();
            case 2 -> text(random);
            case 3 -> null;
            case 4 -> object(random, depth - 1);
            default -> List.of(random.nextInt(10), text(random));
        };
    }

    private static String text(RandomGenerator random) {
        StringBuilder text = new StringBuilder("t");
        for (int i = 0; i < random.nextInt(12); i++) {
            text.appendCodePoint(random.nextInt(4) == 0 ? 0x1F600 + random.nextInt(60) : ' ' + random.nextInt(90));
        }
        return text.toString();
    }
}
