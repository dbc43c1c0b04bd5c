package dev.quartermaster.provider.tool;

import dev.quartermaster.domain.ProviderFailure;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatDelta.Growth;
import dev.quartermaster.domain.chat.ChatDelta.PartGrew;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.provider.StreamReader;
import dev.quartermaster.provider.failure.ProviderResponse;
import dev.quartermaster.provider.failure.ResponseHeaders;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Checks the function calls of a stream as {@link CheckedCalls} does those of a whole answer: the arguments pass as they
 * grow, and a turn that ends normally although some of them are no JSON object fails the stream.
 */
public final class CheckedCallStream implements StreamReader {

    private final StreamReader reader;
    private final Map<Integer, Map<Integer, Call>> calls = new HashMap<>();

    public CheckedCallStream(StreamReader reader) {
        this.reader = reader;
    }

    @Override
    public void head(ResponseHeaders headers) {
        reader.head(headers);
    }

    @Override
    public ProviderFailure refused(ProviderResponse providerResponse) {
        return reader.refused(providerResponse);
    }

    @Override
    public void feed(byte[] bytes, Consumer<ChatDelta> out) {
        reader.feed(bytes, delta -> take(delta, out));
    }

    @Override
    public void end(Consumer<ChatDelta> out) {
        reader.end(delta -> take(delta, out));
    }

    @Override
    public boolean isDone() {
        return reader.isDone();
    }

    private void take(ChatDelta delta, Consumer<ChatDelta> out) {
        if (delta instanceof ChatDelta.PartOpened opened && CheckedCalls.isFunctionCall(opened.part())) {
            Call call = new Call(((Part.ToolCall) opened.part()).arguments());
            calls.computeIfAbsent(opened.choice(), any -> new HashMap<>()).put(opened.index(), call);
        } else if (delta instanceof PartGrew grew && grew.growth() == Growth.ARGUMENTS) {
            Call call = call(grew.choice(), grew.index());
            if (call != null) {
                call.grow(grew, out);
                return;
            }
        } else if (delta instanceof ChatDelta.PartClosed closed) {
            Call call = call(closed.choice(), closed.index());
            if (call != null) {
                call.close(closed, out);
            }
        } else if (delta instanceof ChatDelta.Finished finished) {
            finish(finished);
        }
        out.accept(delta);
    }

    private @Nullable Call call(int choice, int part) {
        return calls.getOrDefault(choice, Map.of()).get(part);
    }

    private void finish(ChatDelta.Finished finished) {
        Map<Integer, Call> made = calls.remove(finished.choice());
        if (made != null && CheckedCalls.isWhole(finished.finish())) {
            made.values().forEach(Call::check);
        }
    }

    /** One call's arguments. Those that say nothing so far are held back, as {@code {}} may have to stand for them. */
    private static final class Call {

        private static final String NULL = "null";

        private final StringBuilder arguments;
        private int held;

        Call(String arguments) {
            this.arguments = new StringBuilder(arguments);
        }

        void grow(PartGrew grew, Consumer<ChatDelta> out) {
            boolean holds = held == arguments.length();
            arguments.append(grew.piece());
            if (!holds) {
                out.accept(grew);
            } else if (NULL.startsWith(arguments.toString().strip())) {
                held = arguments.length();
            } else {
                out.accept(grew(grew.choice(), grew.index(), arguments.toString(), grew.extra()));
                held = 0;
            }
        }

        void close(ChatDelta.PartClosed closed, Consumer<ChatDelta> out) {
            String said = arguments.toString();
            if (CallArguments.isNone(said)) {
                out.accept(grew(closed.choice(), closed.index(), CallArguments.NONE, Map.of()));
            } else if (held == said.length()) {
                out.accept(grew(closed.choice(), closed.index(), said, Map.of()));
            }
        }

        void check() {
            String said = arguments.toString();
            if (!CallArguments.isNone(said) && !CallArguments.isObject(said)) {
                throw CheckedCalls.broken();
            }
        }

        private static PartGrew grew(int choice, int part, String piece, Map<String, Object> extra) {
            return new PartGrew(choice, part, Growth.ARGUMENTS, piece, extra);
        }
    }
}
