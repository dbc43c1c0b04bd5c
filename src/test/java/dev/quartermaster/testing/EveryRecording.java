package dev.quartermaster.testing;

import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.provider.Recordings;
import dev.quartermaster.provider.anthropic.AnthropicRecordings;
import dev.quartermaster.provider.bedrock.BedrockRecordings;
import dev.quartermaster.provider.google.GoogleRecordings;
import dev.quartermaster.provider.ollama.OllamaRecordings;
import dev.quartermaster.provider.openai.OpenAiRecordings;
import dev.quartermaster.provider.openai.responses.ResponsesRecordings;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** What all providers were recorded to say, as their adapters read it: what callers of every dialect may have to be told. */
public final class EveryRecording {

    private static final List<Recordings> PROVIDERS = List.of(
            new OpenAiRecordings(),
            new ResponsesRecordings(),
            new AnthropicRecordings(),
            new GoogleRecordings(),
            new OllamaRecordings(),
            new BedrockRecordings());

    private EveryRecording() {}

    /** The file and the reply. */
    public static Stream<Arguments> answers() {
        return PROVIDERS.stream().flatMap(provider -> provider.whole().stream()
                .map(told -> Arguments.of(told.file(), provider.read(told))));
    }

    /** The file and the steps of the stream. */
    public static Stream<Arguments> streams() {
        return PROVIDERS.stream().flatMap(provider -> provider.streamed().stream()
                .map(told -> Arguments.of(told.file(), provider.stream(told.file(), new Random(7)))));
    }

    /** All texts of the first choice. */
    public static String text(ChatReply reply) {
        StringBuilder text = new StringBuilder();
        for (Part part : reply.choices().get(0).parts()) {
            text.append(part instanceof Part.Text said ? said.text() : "");
        }
        return text.toString();
    }

    /** What the first choice says instead of an answer, which not every dialect tells from a text; often empty. */
    public static String refusal(ChatReply reply) {
        return reply.choices().get(0).parts().stream()
                .filter(Part.Refusal.class::isInstance)
                .map(part -> ((Part.Refusal) part).text())
                .findFirst()
                .orElse("");
    }

    /** The tools that the first choice calls, each with its arguments. */
    public static List<String> calls(ChatReply reply) {
        return reply.choices().get(0).parts().stream()
                .filter(Part.ToolCall.class::isInstance)
                .map(Part.ToolCall.class::cast)
                .map(call -> call.name() + call.arguments())
                .toList();
    }
}
