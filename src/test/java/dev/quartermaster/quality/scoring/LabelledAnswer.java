package dev.quartermaster.quality.scoring;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Choice;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.FinishReason;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Options;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.ResponseFormat;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.domain.chat.ToolSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Answer of the labelled set: a request, what came, and whether a person calls that low. */
record LabelledAnswer(
        String id,
        String half,
        String language,
        String kind,
        boolean low,
        String prompt,
        String answer,
        @Nullable String finish,
        @Nullable String format,
        @Nullable Map<String, Object> schema,
        @Nullable List<Tool> tools,
        @Nullable List<Call> calls) {

    record Tool(String name, @JsonProperty("parameters") Map<String, Object> parameters) {}

    record Call(String name, String arguments) {}

    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    static List<LabelledAnswer> all() {
        List<LabelledAnswer> all = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(LabelledAnswer.class.getResourceAsStream("/quality/labelled-answers.jsonl")),
                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                all.add(JSON.readValue(line, LabelledAnswer.class));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    QualityScore score() {
        return AnswerQuality.of(request(), List.of(choice()));
    }

    ChatRequest request() {
        return new ChatRequest(
                Dialect.OPENAI_CHAT,
                (messages, options) -> {
                    throw new IllegalStateException("no field is refused here");
                },
                List.of(Message.of(Role.USER, Part.Text.of(prompt))),
                Options.NONE,
                tools == null
                        ? List.of()
                        : tools.stream()
                                .map(tool -> ToolSpec.function(tool.name(), "", tool.parameters(), null))
                                .toList(),
                null,
                null,
                responseFormat(),
                false,
                Map.of());
    }

    private @Nullable ResponseFormat responseFormat() {
        if (schema != null) {
            return new ResponseFormat(ResponseFormat.Kind.JSON_SCHEMA, "answer", null, schema, null, Map.of());
        }
        return format == null
                ? null
                : new ResponseFormat(ResponseFormat.Kind.JSON_OBJECT, null, null, Map.of(), null, Map.of());
    }

    Choice choice() {
        List<Part> parts = new ArrayList<>();
        if (!answer.isEmpty()) {
            parts.add(Part.Text.of(answer));
        }
        if (calls != null) {
            calls.forEach(call -> parts.add(new Part.ToolCall("call", call.name(), call.arguments(), Map.of())));
        }
        FinishReason reason =
                finish == null ? FinishReason.STOP : FinishReason.valueOf(finish.toUpperCase(Locale.ROOT));
        return new Choice(0, parts, reason, null, Map.of(), Map.of());
    }
}
