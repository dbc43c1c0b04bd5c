package dev.quartermaster.cache.key;

import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.ItemMark;
import dev.quartermaster.domain.chat.MediaSource;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Options;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.ResponseFormat;
import dev.quartermaster.domain.chat.ToolChoice;
import dev.quartermaster.domain.chat.ToolSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request for an answer as far as it matters to the answer. Written from the internal form, so neither white space nor
 * the order of fields count, nor the dialect unless a field is carried along that only that dialect knows.
 */
final class CanonicalRequest {

    /**
     * Top-level fields that change no answer. In the Responses dialect they count all the same, as its answers repeat them.
     * Of the shared fields, {@code stream}, {@code user} and prompt cache breakpoints do not count either.
     */
    static final Set<String> IGNORED_FIELDS = Set.of(
            "metadata", "prompt_cache_key", "prompt_cache_retention", "safety_identifier", "store", "stream_options");

    private final CanonicalWriter out;
    private boolean carries;

    private CanonicalRequest(CanonicalWriter out) {
        this.out = out;
    }

    static void write(ChatRequest request, CanonicalWriter out) {
        new CanonicalRequest(out).write(request);
    }

    private void write(ChatRequest request) {
        boolean repeats = request.dialect() == Dialect.OPENAI_RESPONSES;
        out.tag('c').number(request.messages().size());
        request.messages().forEach(message -> message(message, repeats));
        options(request.options(), repeats);
        out.tag('t').number(request.tools().size());
        request.tools().forEach(this::tool);
        choice(request.toolChoice());
        out.flag(request.parallelToolCalls());
        format(request.responseFormat());
        extra(repeats ? request.extra() : counted(request.extra()));
        if (carries) {
            out.tag('d').text(request.dialect().name());
        }
    }

    private static Map<String, Object> counted(Map<String, Object> extra) {
        if (extra.isEmpty() || IGNORED_FIELDS.stream().noneMatch(extra::containsKey)) {
            return extra;
        }
        Map<String, Object> counted = new LinkedHashMap<>(extra);
        counted.keySet().removeAll(IGNORED_FIELDS);
        return counted;
    }

    private void message(Message message, boolean repeats) {
        out.tag('g').number(message.role().ordinal()).text(message.name());
        parts(message.parts());
        boolean marked = !repeats && ItemMark.isInstructions(message);
        extra(marked ? ItemMark.without(message.extra()) : message.extra());
    }

    private void parts(List<Part> parts) {
        out.number(parts.size());
        parts.forEach(this::part);
    }

    private void part(Part part) {
        if (part instanceof Part.Text text) {
            out.tag('x').text(text.text());
        } else if (part instanceof Part.Refusal refusal) {
            out.tag('r').text(refusal.text());
        } else if (part instanceof Part.Image image) {
            out.tag('i').text(image.detail());
            source(image.source());
        } else if (part instanceof Part.Document document) {
            out.tag('u').text(document.name());
            source(document.source());
        } else if (part instanceof Part.ToolCall call) {
            out.tag('a')
                    .text(call.id())
                    .text(call.name())
                    .text(call.arguments())
                    .flag(call.custom());
        } else if (part instanceof Part.ToolResult result) {
            out.tag('y').text(result.callId()).flag(result.error());
            parts(result.content());
        } else if (part instanceof Part.Thinking thinking) {
            out.tag('h').text(thinking.text()).text(thinking.signature());
        } else if (part instanceof Part.Opaque opaque) {
            out.tag('q').text(opaque.dialect().name()).text(opaque.type());
        }
        extra(part.extra());
    }

    private void source(MediaSource source) {
        if (source instanceof MediaSource.Inline inline) {
            out.tag('b').text(inline.mediaType()).text(inline.data());
        } else if (source instanceof MediaSource.Link link) {
            out.tag('k').text(link.url());
        } else if (source instanceof MediaSource.Uploaded uploaded) {
            out.tag('p').text(uploaded.fileId());
        }
    }

    private void options(Options options, boolean repeats) {
        out.tag('p')
                .number(options.maxTokens())
                .number(options.temperature())
                .number(options.topP())
                .number(options.topK())
                .texts(options.stop())
                .number(options.seed())
                .number((Number) (options.n() == null ? Integer.valueOf(1) : options.n()))
                .number(options.presencePenalty())
                .number(options.frequencyPenalty())
                .flag(options.logprobs())
                .number(options.topLogprobs())
                .text(options.reasoningEffort())
                .number(options.thinkingBudget())
                .text(repeats ? options.user() : null);
    }

    private void tool(ToolSpec tool) {
        out.tag('f')
                .number(tool.kind().ordinal())
                .text(tool.name())
                .text(tool.description())
                .json(tool.parameters())
                .flag(tool.strict());
        extra(tool.extra());
    }

    private void choice(@Nullable ToolChoice choice) {
        if (choice == null) {
            out.tag('0');
        } else {
            out.tag('w').number(choice.mode().ordinal()).text(choice.name());
        }
    }

    private void format(@Nullable ResponseFormat format) {
        if (format == null) {
            out.tag('0');
            return;
        }
        out.tag('v')
                .number(format.kind().ordinal())
                .text(format.name())
                .text(format.description())
                .json(format.schema())
                .flag(format.strict());
        extra(format.extra());
    }

    private void extra(Map<String, Object> extra) {
        carries |= !extra.isEmpty();
        out.json(extra);
    }
}
