package dev.quartermaster.domain.chat;

import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatDelta.Finished;
import dev.quartermaster.domain.chat.ChatDelta.PartGrew;
import dev.quartermaster.domain.chat.ChatDelta.PartOpened;
import dev.quartermaster.domain.chat.ChatDelta.Passed;
import dev.quartermaster.domain.chat.ChatDelta.Started;
import dev.quartermaster.domain.chat.ChatDelta.Used;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Assembles the steps of a streamed answer into the whole answer. Takes the steps in their order; used for one stream, by
 * one thread at a time. {@link ReplyDeltas} is the other direction.
 */
public final class ReplyAssembler {

    /** Fields of a whole Responses answer that the shared form holds. */
    private static final Set<String> SHARED_FIELDS =
            Set.of("id", "model", "status", "output", "usage", "error", "incomplete_details");

    private static final String USAGE = "usage";

    private final Map<Integer, OpenReply> choices = new TreeMap<>();
    private Map<String, Object> extra = new LinkedHashMap<>();
    private @Nullable Started start;
    private @Nullable Usage usage;

    /** Adds the next step. */
    public void add(ChatDelta delta) {
        if (delta instanceof Started started) {
            start = started;
            extra.putAll(started.extra());
        } else if (delta instanceof PartOpened opened) {
            choice(opened.choice()).open(opened.index(), opened.part());
        } else if (delta instanceof PartGrew grown) {
            choice(grown.choice()).grow(grown);
        } else if (delta instanceof Finished finished) {
            finish(finished);
        } else if (delta instanceof Used used) {
            usage = used.usage();
            if (!used.extra().isEmpty()) {
                extra.put(USAGE, used.extra());
            }
        } else if (delta instanceof Passed passed) {
            pass(passed);
        }
    }

    /** Returns whether every choice that began has also ended, and at least one has. */
    public boolean isWhole() {
        return !choices.isEmpty() && choices.values().stream().allMatch(OpenReply::isFinished);
    }

    /**
     * Returns the answer as far as it has come; a choice that has not ended yet counts as cut by the token limit.
     *
     * @param model the name to take where the provider does not say which model serves
     * @param counted the usage to take where the provider has not told it
     */
    public ChatReply reply(String model, Usage counted) {
        List<Choice> whole = new ArrayList<>(choices.size());
        choices.forEach((index, choice) -> whole.add(choice.choice(index)));
        Started started = start;
        return new ChatReply(
                started == null ? Dialect.OPENAI_CHAT : started.dialect(),
                started == null ? null : started.id(),
                started == null || started.servedModel() == null ? model : started.servedModel(),
                whole,
                usage == null ? counted : usage,
                extra);
    }

    private OpenReply choice(int index) {
        return choices.computeIfAbsent(index, any -> new OpenReply());
    }

    /** Anthropic's closing event holds fields of the whole message; that of others fields of the choice. */
    private void finish(Finished finished) {
        Map<String, Object> closing = finished.extra();
        if (start != null && start.dialect() == Dialect.ANTHROPIC_MESSAGES) {
            closing.forEach((name, value) -> {
                if (name.equals("delta") && value instanceof Map<?, ?> fields) {
                    fields.forEach((key, inner) -> extra.put(String.valueOf(key), inner));
                } else {
                    extra.put(name, value);
                }
            });
            closing = Map.of();
        }
        choice(finished.choice()).finish(finished.finish(), finished.stopSequence(), closing);
    }

    private void pass(Passed passed) {
        Map<String, Object> event = passed.event();
        if (passed.dialect() == Dialect.OPENAI_CHAT) {
            choice(event.get("index") instanceof Number number ? number.intValue() : 0)
                    .pass(event);
        } else if (passed.dialect() == Dialect.OPENAI_RESPONSES
                && event.get("response") instanceof Map<?, ?> response) {
            Map<String, Object> latest = new LinkedHashMap<>();
            response.forEach((name, value) -> latest.put(String.valueOf(name), value));
            latest.keySet().removeAll(SHARED_FIELDS);
            if (extra.get(USAGE) instanceof Map<?, ?> counted) {
                latest.put(USAGE, counted);
            }
            extra = latest;
        }
    }

    /** One choice under way. */
    private static final class OpenReply {

        private final Map<Integer, OpenPart> parts = new LinkedHashMap<>();
        private final Map<String, Object> extra = new LinkedHashMap<>();
        private final Map<String, Object> messageExtra = new LinkedHashMap<>();
        private @Nullable FinishReason finish;
        private @Nullable String stopSequence;

        boolean isFinished() {
            return finish != null;
        }

        void open(int index, Part part) {
            parts.put(index, new OpenPart(part));
        }

        void grow(PartGrew grown) {
            OpenPart part = parts.get(grown.index());
            if (part == null) {
                throw new IllegalStateException("part " + grown.index() + " of a stream grew before it was opened");
            }
            part.grow(grown);
            Object logprobs = grown.extra().get(ReplyDeltas.LOGPROBS);
            if (logprobs != null) {
                merge(extra, ReplyDeltas.LOGPROBS, logprobs);
            }
        }

        void finish(FinishReason reason, @Nullable String sequence, Map<String, Object> closing) {
            finish = reason;
            stopSequence = sequence;
            closing.forEach((name, value) -> merge(extra, name, value));
        }

        void pass(Map<String, Object> event) {
            event.forEach((name, value) -> {
                if (name.equals("delta") && value instanceof Map<?, ?> fields) {
                    fields.forEach((key, inner) -> merge(messageExtra, String.valueOf(key), inner));
                } else if (!name.equals("index")) {
                    merge(extra, name, value);
                }
            });
        }

        Choice choice(int index) {
            return new Choice(
                    index,
                    parts.values().stream().map(OpenPart::part).toList(),
                    finish == null ? FinishReason.LENGTH : finish,
                    stopSequence,
                    extra,
                    messageExtra);
        }

        /** Lists grow, objects grow field by field, and anything else is replaced. */
        private static void merge(Map<String, Object> into, String name, @Nullable Object value) {
            into.put(name, merged(into.get(name), value));
        }

        private static @Nullable Object merged(@Nullable Object before, @Nullable Object value) {
            if (before instanceof List<?> first && value instanceof List<?> more) {
                List<Object> all = new ArrayList<>(first);
                all.addAll(more);
                return all;
            } else if (before instanceof Map<?, ?> first && value instanceof Map<?, ?> more) {
                Map<String, Object> all = new LinkedHashMap<>();
                first.forEach((name, inner) -> all.put(String.valueOf(name), inner));
                more.forEach((name, inner) -> merge(all, String.valueOf(name), inner));
                return all;
            }
            return value == null ? before : value;
        }
    }

    /** One part under way. */
    private static final class OpenPart {

        private final Part opened;
        private final StringBuilder text = new StringBuilder();
        private @Nullable StringBuilder signature;
        private Map<String, Object> extra = Map.of();

        OpenPart(Part opened) {
            this.opened = opened;
        }

        void grow(PartGrew grown) {
            if (grown.growth() == ChatDelta.Growth.SIGNATURE) {
                signature = (signature == null ? new StringBuilder() : signature).append(grown.piece());
            } else {
                text.append(grown.piece());
            }
            if (!grown.extra().isEmpty()) {
                Map<String, Object> more = new HashMap<>(grown.extra());
                more.remove(ReplyDeltas.LOGPROBS);
                if (!more.isEmpty()) {
                    extra = new LinkedHashMap<>(extra);
                    extra.putAll(more);
                }
            }
        }

        Part part() {
            Map<String, Object> all = opened.extra();
            if (!extra.isEmpty()) {
                all = new LinkedHashMap<>(opened.extra());
                all.putAll(extra);
            }
            if (opened instanceof Part.Text begun) {
                return new Part.Text(begun.text() + text, begun.cache(), all);
            } else if (opened instanceof Part.Refusal begun) {
                return new Part.Refusal(begun.text() + text, all);
            } else if (opened instanceof Part.Thinking begun) {
                String seal = signature == null ? begun.signature() : signature.toString();
                return new Part.Thinking(begun.text() + text, seal, all);
            } else if (opened instanceof Part.ToolCall begun) {
                return new Part.ToolCall(
                        begun.id(), begun.name(), begun.arguments() + text, begun.custom(), begun.cache(), all);
            }
            return opened;
        }
    }
}
