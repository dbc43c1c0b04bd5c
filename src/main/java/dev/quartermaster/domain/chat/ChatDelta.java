package dev.quartermaster.domain.chat;

import dev.quartermaster.domain.ServiceTier;
import dev.quartermaster.domain.Usage;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One step of a streamed answer. A provider's stream is {@link Started}, then per choice parts that open, grow and
 * close ({@link PartOpened}, {@link PartGrew}, {@link PartClosed}), then {@link Finished} per choice and {@link Used};
 * it completes only after the protocol's terminal marker was seen, and fails with a
 * {@link dev.quartermaster.domain.ProviderFailure} otherwise. Parts are numbered from 0 within their choice, and at most
 * one of a choice's non-tool parts is open at a time.
 */
public sealed interface ChatDelta {

    /**
     * The answer begins.
     *
     * @param tier the tier that the provider says it serves at, as far as it is known by now; null for its standard one
     * @param extra the provider's top-level fields that have no place here ({@code system_fingerprint})
     */
    record Started(
            Dialect dialect,
            @Nullable String id,
            @Nullable String servedModel,
            @Nullable ServiceTier tier,
            Map<String, Object> extra)
            implements ChatDelta {
        public Started {
            extra = PassthroughFields.copyOf(extra);
        }

        public Started(Dialect dialect, @Nullable String id, @Nullable String servedModel, Map<String, Object> extra) {
            this(dialect, id, servedModel, null, extra);
        }
    }

    /**
     * A part begins.
     *
     * @param part its kind and what is known of it: a tool call has its id and name, texts are empty, an opaque block is
     *     whole
     */
    record PartOpened(int choice, int index, Part part) implements ChatDelta {}

    /**
     * A part grows by {@code piece}.
     *
     * @param extra fields that came with this piece and have no place here ({@code logprobs})
     */
    record PartGrew(int choice, int index, Growth growth, String piece, Map<String, Object> extra)
            implements ChatDelta {
        public PartGrew {
            extra = PassthroughFields.copyOf(extra);
        }
    }

    /** Kind of content that a delta extends. */
    enum Growth {
        TEXT,
        REFUSAL,
        ARGUMENTS,
        THINKING,
        SIGNATURE
    }

    record PartClosed(int choice, int index) implements ChatDelta {}

    /**
     * A choice has ended.
     *
     * @param extra what the provider's closing event holds beyond that, in the event's own shape
     */
    record Finished(
            int choice, FinishReason finish, @Nullable String stopSequence, Map<String, Object> extra)
            implements ChatDelta {
        public Finished {
            extra = PassthroughFields.copyOf(extra);
        }

        public Finished(int choice, FinishReason finish, @Nullable String stopSequence) {
            this(choice, finish, stopSequence, Map.of());
        }
    }

    /**
     * Usage of the whole answer so far. It replaces any earlier report of the same stream and is never added to it.
     *
     * @param extra fields of the provider's usage object that have no place here ({@code service_tier})
     */
    record Used(Usage usage, Map<String, Object> extra) implements ChatDelta {
        public Used {
            extra = PassthroughFields.copyOf(extra);
        }

        public Used(Usage usage) {
            this(usage, Map.of());
        }
    }

    /** An event only its own dialect understands, kept whole. {@code name} the SSE event name, or null */
    record Passed(Dialect dialect, @Nullable String name, Map<String, Object> event) implements ChatDelta {
        public Passed {
            event = PassthroughFields.copyOf(event);
        }
    }
}
