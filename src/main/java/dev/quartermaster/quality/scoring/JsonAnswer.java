package dev.quartermaster.quality.scoring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.quartermaster.domain.chat.ResponseFormat;
import org.jspecify.annotations.Nullable;

/** Judges an answer that should be JSON. */
final class JsonAnswer {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonAnswer() {}

    static boolean isAsked(Ask ask) {
        return isFormat(ask) || ask.demands.json();
    }

    private static boolean isFormat(Ask ask) {
        ResponseFormat format = ask.request.responseFormat();
        return format != null && format.kind() != ResponseFormat.Kind.TEXT;
    }

    static void judge(Ask ask, AnswerText answer, Marks marks) {
        if (!isAsked(ask)) {
            return;
        }
        JsonNode value = parse(answer.text);
        if (value == null || !value.isContainerNode()) {
            value = embedded(answer);
        }
        ResponseFormat format = ask.request.responseFormat();
        if (value == null) {
            marks.fault(QualityFinding.NOT_JSON, 0);
        } else if (format != null
                && format.kind() == ResponseFormat.Kind.JSON_SCHEMA
                && !Schemas.accepts(format.schema(), value)) {
            marks.fault(QualityFinding.SCHEMA_VIOLATED, 0);
        }
    }

    /** Returns the JSON value that the text holds besides others; null if there is none. */
    static @Nullable JsonNode embedded(AnswerText answer) {
        String text = answer.text;
        int object = text.indexOf('{');
        int array = text.indexOf('[');
        int from = object < 0 ? array : array < 0 ? object : Math.min(object, array);
        int to = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']'));
        return from < 0 || to <= from ? null : parse(text.substring(from, to + 1));
    }

    /** Returns the value; null if the text is not JSON. */
    static @Nullable JsonNode parse(String text) {
        try {
            JsonNode value = JSON.readTree(text);
            return value == null || value.isMissingNode() ? null : value;
        } catch (JsonProcessingException notJson) {
            return null;
        }
    }
}
