package dev.quartermaster.provider.google;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.MediaSource;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.testing.ForAll;
import dev.quartermaster.testing.Plain;
import dev.quartermaster.testing.Samples;
import dev.quartermaster.testing.Warned;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Random conversations, in which every call is answered, keep to Google's rules when they are written. */
class GeminiTurnsLawTest {

    private static final List<Dialect> DIALECTS =
            List.of(Dialect.OPENAI_CHAT, Dialect.ANTHROPIC_MESSAGES, Dialect.OPENAI_RESPONSES);

    @Test
    void everyConversationIsWrittenByTheRules() {
        ForAll.seeds(random -> {
            for (int i = 0; i < 10; i++) {
                boolean signed = random.nextBoolean();
                ChatRequest request = new Conversation(random).request();
                String model = signed ? "gemini-3-flash-preview" : "gemini-2.5-pro";
                ProviderCall<ChatRequest> call = new ProviderCall<>(
                        Samples.model(ProviderId.GOOGLE, model), request, null, quota -> {}, new Warned());

                Map<String, Object> body =
                        Plain.object(Plain.json().text(RequestTranslator.body(call, request, Plain.json())));

                assertThat(GeminiRules.broken(body, signed)).as("%s", request).isEmpty();
            }
        });
    }

    /** One random conversation. It ends with something said, so that there is something to answer. */
    private static final class Conversation {

        private static final List<String> TEXTS = List.of("Hello", "{\"a\":1}", " ", "", "\n", "Well …");

        private final RandomGenerator random;
        private final List<Message> messages = new ArrayList<>();
        private int calls;

        Conversation(RandomGenerator random) {
            this.random = random;
        }

        ChatRequest request() {
            for (int i = random.nextInt(6); i > 0; i--) {
                turn();
            }
            messages.add(Message.of(Role.USER, Part.Text.of("And now?")));
            return Samples.request(DIALECTS.get(random.nextInt(DIALECTS.size())), messages.toArray(Message[]::new));
        }

        private void turn() {
            switch (random.nextInt(5)) {
                case 0 -> messages.add(Message.of(Role.SYSTEM, text(), text()));
                case 1, 2 -> messages.add(new Message(Role.USER, some(), null, Map.of()));
                case 3 -> messages.add(new Message(Role.ASSISTANT, some(), null, Map.of()));
                default -> round();
            }
        }

        /** Calls and their answers, which come in one message or several, with other words before, among and after. */
        private void round() {
            List<Part> asks = new ArrayList<>(some());
            List<Part> answers = new ArrayList<>();
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                String id = "c" + calls++;
                Map<String, Object> seal = random.nextBoolean() ? Map.of("thoughtSignature", "s") : Map.of();
                asks.add(new Part.ToolCall(id, "f" + id, random.nextBoolean() ? "{}" : "", seal));
                answers.add(new Part.ToolResult(id, some(), random.nextBoolean(), Map.of()));
            }
            messages.add(new Message(Role.ASSISTANT, asks, null, Map.of()));
            if (random.nextBoolean()) {
                answers.forEach(answer -> messages.add(Message.of(Role.TOOL, answer)));
                return;
            }
            List<Part> all = new ArrayList<>(random.nextBoolean() ? some() : List.of());
            all.addAll(answers);
            all.addAll(some());
            messages.add(new Message(Role.USER, all, null, Map.of()));
        }

        private List<Part> some() {
            List<Part> some = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                some.add(part());
            }
            return some;
        }

        private Part part() {
            return switch (random.nextInt(7)) {
                case 0 -> new Part.Image(new MediaSource.Inline("image/png", "aGk="), null, Map.of());
                case 1 -> new Part.Document(new MediaSource.Uploaded("file-1"), "a.pdf", Map.of());
                case 2 -> new Part.Thinking("hm", null, Map.of());
                case 3 -> new Part.Opaque(Dialect.ANTHROPIC_MESSAGES, "search_result", Map.of());
                case 4 -> new Part.Refusal("No", Map.of());
                default -> text();
            };
        }

        private Part text() {
            return Part.Text.of(TEXTS.get(random.nextInt(TEXTS.size())));
        }
    }
}
