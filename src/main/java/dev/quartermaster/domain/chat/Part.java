package dev.quartermaster.domain.chat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a message's content. Every kind keeps, in {@code extra}, the fields its dialect knows beyond the shared
 * ones (a Gemini {@code thoughtSignature}).
 */
public sealed interface Part {

    Map<String, Object> extra();

    /** The cache breakpoint behind this part; null where there is none. */
    default @Nullable CacheMark cache() {
        return null;
    }

    record Text(String text, @Nullable CacheMark cache, Map<String, Object> extra) implements Part {
        public Text {
            require(text != null, "a text part needs text");
            extra = PassthroughFields.copyOf(extra);
        }

        public Text(String text, Map<String, Object> extra) {
            this(text, null, extra);
        }

        public static Text of(String text) {
            return new Text(text, Map.of());
        }
    }

    /** Refusal text of a model that declines to answer (OpenAI's {@code refusal}). */
    record Refusal(String text, Map<String, Object> extra) implements Part {
        public Refusal {
            require(text != null, "a refusal part needs text");
            extra = PassthroughFields.copyOf(extra);
        }
    }

    /** Something to look at or to read that is not text. */
    sealed interface Media extends Part {
        MediaSource source();

        /** The same part with its bytes elsewhere. */
        Media with(MediaSource other);
    }

    /** @param detail OpenAI's {@code low}, {@code high} or {@code auto}; null where unset */
    record Image(
            MediaSource source,
            @Nullable String detail,
            @Nullable CacheMark cache,
            Map<String, Object> extra) implements Media {
        public Image {
            require(source != null, "an image part needs a source");
            extra = PassthroughFields.copyOf(extra);
        }

        public Image(MediaSource source, @Nullable String detail, Map<String, Object> extra) {
            this(source, detail, null, extra);
        }

        @Override
        public Image with(MediaSource other) {
            return new Image(other, detail, cache, extra);
        }
    }

    /** A file with text in it, mostly a PDF. {@code name} its file name or title; null where unset */
    record Document(
            MediaSource source,
            @Nullable String name,
            @Nullable CacheMark cache,
            Map<String, Object> extra) implements Media {
        public Document {
            require(source != null, "a document part needs a source");
            extra = PassthroughFields.copyOf(extra);
        }

        public Document(MediaSource source, @Nullable String name, Map<String, Object> extra) {
            this(source, name, null, extra);
        }

        @Override
        public Document with(MediaSource other) {
            return new Document(other, name, cache, extra);
        }
    }

    /**
     * The model asks for a tool.
     *
     * @param arguments for a function a JSON object as text, just as the model wrote it; for a custom tool its input text
     * @param custom whether the tool is a custom one, which takes plain text
     */
    record ToolCall(
            String id,
            String name,
            String arguments,
            boolean custom,
            @Nullable CacheMark cache,
            Map<String, Object> extra)
            implements Part {
        public ToolCall {
            require(id != null && name != null && arguments != null, "a tool call needs an id, a name and arguments");
            extra = PassthroughFields.copyOf(extra);
        }

        /** The same call with further fields. */
        public ToolCall plus(Map<String, Object> more) {
            Map<String, Object> all = new LinkedHashMap<>(extra);
            all.putAll(more);
            return new ToolCall(id, name, arguments, custom, cache, all);
        }

        /** A call of a function. */
        public ToolCall(String id, String name, String arguments, Map<String, Object> extra) {
            this(id, name, arguments, false, null, extra);
        }
    }

    /**
     * Result of a tool call.
     *
     * @param content texts, images and documents
     */
    record ToolResult(
            String callId,
            List<Part> content,
            boolean error,
            @Nullable CacheMark cache,
            Map<String, Object> extra) implements Part {
        public ToolResult {
            require(callId != null, "a tool result needs the id of its call");
            content = List.copyOf(content);
            extra = PassthroughFields.copyOf(extra);
        }

        public ToolResult(String callId, List<Part> content, boolean error, Map<String, Object> extra) {
            this(callId, content, error, null, extra);
        }

        public ToolResult with(List<Part> other) {
            return new ToolResult(callId, other, error, cache, extra);
        }
    }

    /** The model's visible reasoning. {@code signature} the provider's seal over it, to be sent back; null where none */
    record Thinking(String text, @Nullable String signature, Map<String, Object> extra) implements Part {
        public Thinking {
            require(text != null, "a thinking part needs text");
            extra = PassthroughFields.copyOf(extra);
        }
    }

    /**
     * A block only its own dialect understands (redacted thinking, a server tool's result, audio), kept whole.
     *
     * @param type the block's own type name
     * @param extra the whole block, its type included
     */
    record Opaque(Dialect dialect, String type, Map<String, Object> extra) implements Part {
        public Opaque {
            require(dialect != null && type != null, "an opaque part needs a dialect and a type");
            extra = PassthroughFields.copyOf(extra);
        }
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
