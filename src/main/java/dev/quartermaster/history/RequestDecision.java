package dev.quartermaster.history;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.quartermaster.domain.ModelKey;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decision that is stored with the request that followed it: what the request's row does not say.
 *
 * @param time when it was made
 * @param first the first model of the route; null if there was no candidate
 * @param reason supplies the reason of a choice, on another thread; null where the caller named the model
 * @param inputs supplies the selection inputs, a value that can be written as JSON, likewise
 */
public record RequestDecision(
        Instant time, @Nullable ModelKey first, @Nullable Supplier<String> reason, Supplier<?> inputs) {

    /** How long after its request has begun a decision is made at most. */
    public static final Duration WITHIN = Duration.ofHours(1);

    public RequestDecision {
        if (time == null || inputs == null) {
            throw new IllegalArgumentException("a decision needs a time and inputs");
        }
    }

    /** @param served the model of the row; null if it has none */
    void write(JsonGenerator row, @Nullable ModelKey served) throws IOException {
        row.writeStartObject();
        row.writeStringField("time", time.toString());
        if (first == null ? served != null : !first.equals(served)) {
            row.writeStringField(
                    "provider", first == null ? null : first.provider().value());
            row.writeStringField("model", first == null ? null : first.id());
        }
        if (reason != null) {
            row.writeStringField("reason", reason.get());
        }
        row.writeEndObject();
    }
}
