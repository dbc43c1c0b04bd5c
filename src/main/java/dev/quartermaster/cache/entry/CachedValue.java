package dev.quartermaster.cache.entry;

import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.ReplyAssembler;
import dev.quartermaster.domain.chat.ReplyDeltas;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of an answer that is kept. */
public sealed interface CachedValue {

    /** An answer of a conversation, whole or as a stream, whichever is asked for. */
    sealed interface Chat extends CachedValue {

        ChatReply reply();

        List<ChatDelta> steps();
    }

    /** An answer that came whole. */
    record Whole(ChatReply reply) implements Chat {
        @Override
        public List<ChatDelta> steps() {
            return ReplyDeltas.of(reply);
        }
    }

    /**
     * An answer that was streamed. Its steps are kept, as they hold more than the whole answer: what only the caller's
     * dialect understands.
     *
     * @param model the name to take where the provider did not say which model served
     */
    record Streamed(List<ChatDelta> steps, String model) implements Chat {
        public Streamed {
            steps = List.copyOf(steps);
        }

        @Override
        public ChatReply reply() {
            ReplyAssembler assembler = new ReplyAssembler();
            steps.forEach(assembler::add);
            return assembler.reply(model, Usage.NONE);
        }
    }

    /** The vector of one text, with its share of the tokens that its batch was counted with. */
    final class Vector implements CachedValue {

        private final float[] numbers;
        private final @Nullable String servedModel;
        private final long tokens;

        public Vector(float[] numbers, @Nullable String servedModel, long tokens) {
            this.numbers = numbers.clone();
            this.servedModel = servedModel;
            this.tokens = tokens;
        }

        public float[] numbers() {
            return numbers.clone();
        }

        public int length() {
            return numbers.length;
        }

        public @Nullable String servedModel() {
            return servedModel;
        }

        public long tokens() {
            return tokens;
        }
    }
}
